package io.foresale.table;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.domain.PermanentException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** With a rig for each test, and a word for an upload that is refused. */
abstract class TableTest {

    @TempDir
    Path scratch;

    TableRig rig;

    @BeforeEach
    void open() {
        rig = new TableRig(scratch);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    static void refused(ThrowingCallable work, String... parts) {
        assertThatThrownBy(work)
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining(TableRig.NAME)
                .hasMessageContainingAll(parts);
    }
}
