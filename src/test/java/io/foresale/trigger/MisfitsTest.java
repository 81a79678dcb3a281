package io.foresale.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MisfitsTest {

    private final List<String> logged = new ArrayList<>();
    private final Logger logger = Logger.getLogger(Misfits.class.getName());
    private final Misfits misfits = new Misfits();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(List.of(entry.getParameters()).toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
    }

    @Test
    void aFileInNoFolderIsSpokenOfOnceAndWithRemedy() {
        for (int look = 0; look < 3; look++) {
            assertThat(misfits.key("raw/lost.csv")).isEmpty();
        }
        assertThat(logged).singleElement().asString().contains("raw/lost.csv", "move it to raw/<data set>/");
    }

    @Test
    void aFolderWithABadNameIsSpokenOfOnceHoweverManyFilesItHas() {
        assertThat(misfits.key("raw/-shop/a.csv")).isEmpty();
        assertThat(misfits.key("raw/-shop/b.csv")).isEmpty();
        assertThat(logged).singleElement().asString().contains("'-shop'", "choose another name");
    }

    @Test
    void aFileThatFitsIsNotSpokenOf() {
        assertThat(misfits.key("raw/shop/a.csv")).isPresent();
        assertThat(misfits.key("datasets/my shop.inferred.json")).isPresent();
        assertThat(logged).isEmpty();
    }
}
