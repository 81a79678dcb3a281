package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.port.TableEngine.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFilesTest {

    private static final String ALL = "SELECT hash FROM vectors";

    @TempDir
    Path scratch;

    private Session session;
    private final VectorFiles files = new VectorFiles();

    @BeforeEach
    void open() {
        session = new DuckDbEngine(scratch, "512MiB", 1).open();
    }

    @AfterEach
    void close() {
        session.close();
    }

    /** So many vectors, of which those of even numbers lie in a file of their own. */
    private void vectors(int count) {
        session.run("CREATE TABLE vectors (hash VARCHAR, vector FLOAT[5])");
        var random = new Random(3);
        for (int i = 0; i < count; i++) {
            var vector = new float[5];
            for (int j = 0; j < vector.length; j++) {
                vector[j] = random.nextFloat(-1, 1);
            }
            session.append("vectors", List.<Object[]>of(new Object[] {"", vector}));
            session.run("UPDATE vectors SET hash = left(sha256(?), 32) WHERE hash = ''", "text " + i);
        }
        for (var part : List.of("= 0", "<> 0")) {
            var file = session.directory().resolve("part" + part.length() + ".parquet");
            session.run("COPY (SELECT hash, vector FROM vectors WHERE ascii(hash) % 2 " + part
                    + " ORDER BY random()) TO '" + file + "' (FORMAT parquet)");
            files.add(session, file);
            files.add(session, file);
        }
    }

    @Test
    void whatIsInTheFilesIsWhatIsInTheTable() {
        vectors(200);
        var found = files.of(session, ALL);
        var wanted = new VectorTable().of(session, ALL);
        session.query(row -> row.text(0), ALL)
                .forEach(hash -> assertThat(found.get(hash)).hasValueSatisfying(vector -> assertThat(vector)
                        .isEqualTo(wanted.get(hash).orElseThrow())));
        assertThat(files.mean(session, ALL))
                .isEqualTo(new VectorTable().mean(session, ALL))
                .hasSize(5);
    }

    @Test
    void aTextThatHasNoVectorHasNone() {
        vectors(3);
        for (var text : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
            var hash = session.query(row -> row.text(0), "SELECT left(sha256(?), 32)", text)
                    .getFirst();
            assertThat(files.of(session, "SELECT '" + hash + "' AS hash").get(hash))
                    .isEmpty();
        }
    }

    @Test
    void filesOfNothingAreFilesToo() {
        vectors(0);
        assertThat(files.of(session, "SELECT repeat('a', 32) AS hash").get("a".repeat(32)))
                .isEmpty();
        assertThat(files.mean(session, ALL)).isEmpty();
    }
}
