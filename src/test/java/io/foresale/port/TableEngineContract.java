package io.foresale.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.port.TableEngine.Row;
import io.foresale.port.TableEngine.Session;
import io.foresale.port.TableEngine.TableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every table engine does, whatever its sessions are for. */
public abstract class TableEngineContract {

    @TempDir
    protected Path scratch;

    protected Session session;

    protected abstract TableEngine engine(Path scratch);

    /** Opens the sessions that are tried. */
    protected abstract Session open(TableEngine engine);

    @BeforeEach
    void open() {
        session = open(engine(scratch));
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void aQueryGivesItsRowsInOrder() {
        assertThat(session.query(row -> row.whole(0), "SELECT * FROM range(3)")).containsExactly(0L, 1L, 2L);
    }

    @Test
    void statementsSideBySideEachWriteTheirRowsInOrder() {
        var files = IntStream.range(0, 5)
                .mapToObj(i -> session.directory().resolve(i + ".parquet"))
                .toList();
        var changed = session.runSideBySide(IntStream.range(0, 5)
                .mapToObj(i -> "COPY (SELECT range AS n FROM range(%d) WHERE n %% 7 > 0) TO '%s' (FORMAT parquet)"
                        .formatted(70_000 * (i + 1), files.get(i)))
                .toList());
        assertThat(changed).containsExactly(60_000L, 120_000L, 180_000L, 240_000L, 300_000L);
        for (var file : files) {
            assertThat(session.query(
                            row -> row.flag(0),
                            "SELECT bool_and(later) FROM (SELECT n > lag(n) OVER (ORDER BY file_row_number) AS later FROM read_parquet('%s', file_row_number=true))"
                                    .formatted(file)))
                    .containsExactly(true);
        }
    }

    @Test
    void ofStatementsSideBySideTheOneThatFailsIsToldAndTheSessionStaysAsItWas() {
        var threads = session.query(row -> row.whole(0), "SELECT current_setting('threads')");
        assertThatThrownBy(() -> session.runSideBySide(
                        List.of("CREATE TABLE one (n BIGINT)", "CREATE TABLE two AS SELECT 'x'::BIGINT")))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("'x'");
        assertThat(session.query(row -> row.whole(0), "SELECT current_setting('threads')"))
                .isEqualTo(threads);
        assertThat(session.runSideBySide(List.of())).isEmpty();
    }

    @Test
    void parametersStandForQuestionMarks() {
        assertThat(session.query(row -> row.text(0), "SELECT ? || ?", "a'b", "c"))
                .containsExactly("a'bc");
    }

    @Test
    void whatIsAppendedComesBackAsItWas() {
        session.run("CREATE TABLE t (s VARCHAR, n BIGINT, d DOUBLE, b BOOLEAN, v FLOAT[3])");
        session.append("t", List.of(new Object[] {"é", 7L, 0.5, true, new float[] {1, -2, 3.5f}}, new Object[] {
            null, null, null, null, null
        }));
        var rows = new ArrayList<String>();
        session.stream(row -> rows.add(describe(row)), "SELECT * FROM t");
        assertThat(rows).containsExactly("é 7 0.5 true [1.0, -2.0, 3.5] false", " 0 NaN false [] true");
    }

    private static String describe(Row row) {
        return row.text(0) + " " + row.whole(1) + " " + row.number(2) + " " + row.flag(3) + " "
                + java.util.Arrays.toString(row.vector(4)) + " " + row.isNull(0);
    }

    @Test
    void whileRowsAreReadTheSessionServesOtherStatements() {
        session.run("CREATE TABLE t (n BIGINT)");
        session.stream(
                row -> {
                    if (row.whole(0) % 5_000 == 0) {
                        session.append("t", List.<Object[]>of(new Object[] {row.whole(0)}));
                        session.run("UPDATE t SET n = n + 1");
                    }
                },
                "SELECT * FROM range(20000)");
        assertThat(session.query(row -> row.whole(0), "SELECT n FROM t ORDER BY n"))
                .containsExactly(4L, 5_003L, 10_002L, 15_001L);
    }

    @Test
    void runSaysHowManyRowsItChanged() {
        session.run("CREATE TABLE t AS SELECT * FROM range(5) r(n)");
        assertThat(session.run("UPDATE t SET n = n + 1 WHERE n > 2")).isEqualTo(2);
    }

    @Test
    void filesOfTheSessionAreReadAndWrittenAndGoneAfterwards() throws IOException {
        var file = session.directory().resolve("t.parquet");
        session.run("COPY (SELECT 1 AS n) TO '" + file + "' (FORMAT parquet, COMPRESSION zstd)");
        assertThat(session.query(row -> row.whole(0), "SELECT n FROM '" + file + "'"))
                .containsExactly(1L);
        session.close();
        assertThat(Files.list(scratch)).isEmpty();
        open();
    }

    @Test
    void filesOutsideTheSessionAreOutOfReach() throws IOException {
        var outside = Files.writeString(scratch.resolve("secret.csv"), "n\n1\n");
        assertThatThrownBy(() -> session.run("SELECT * FROM '" + outside + "'")).isInstanceOf(TableException.class);
    }

    @Test
    void aWrongStatementSaysWhatIsWrong() {
        assertThatThrownBy(() -> session.run("SELECT * FROM nowhere"))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void sessionsDoNotSeeEachOther() {
        session.run("CREATE TABLE mine AS SELECT 1");
        try (var other = open(engine(scratch))) {
            assertThatThrownBy(() -> other.run("SELECT * FROM mine")).isInstanceOf(TableException.class);
        }
    }

    @Test
    void aTableThatIsMadeAgainHasTheNewRowsOnly() {
        session.run("CREATE TABLE shelf (product VARCHAR)");
        for (var product : List.of("lamp", "chair", "spade")) {
            session.run("DELETE FROM shelf");
            session.append("shelf", List.<Object[]>of(new Object[] {product}, new Object[] {product + " 2"}));
            session.run("CREATE OR REPLACE TABLE named AS SELECT product, length(product) AS letters FROM shelf");
            session.run(
                    "CREATE OR REPLACE TABLE shouted AS -- loud\nSELECT upper(product) AS product FROM named WHERE letters < 9");
            assertThat(session.query(row -> row.text(0), "SELECT product FROM shouted ORDER BY product"))
                    .containsExactly(product.toUpperCase(Locale.ROOT), product.toUpperCase(Locale.ROOT) + " 2");
        }
    }

    @Test
    void askingTheSameAgainAndAgainGivesWhatIsThereNow() {
        session.run("CREATE TABLE t (n BIGINT)");
        for (long i = 1; i <= 5; i++) {
            session.run("INSERT INTO t VALUES (?)", i);
            assertThat(session.query(row -> row.whole(0), "SELECT count(*) FROM t WHERE n <= ?", i))
                    .containsExactly(i);
        }
        session.run("CREATE OR REPLACE TABLE t AS SELECT 'a' AS n");
        assertThat(session.query(row -> row.whole(0), "SELECT count(*) FROM t WHERE n = ?", "a"))
                .containsExactly(1L);
    }

    @Test
    void whatTheEngineKnewOfATableIsNotTakenForWhatIsInIt() {
        session.run("CREATE TABLE t AS SELECT range AS n, 'x' AS s FROM range(100)");
        var queries = List.of(
                "SELECT count(*) FROM t WHERE n = 200",
                "SELECT count(*) FROM t",
                "SELECT max(n) FROM t",
                "SELECT count(*) FROM t WHERE n < 150",
                "SELECT count(*) FROM t WHERE s IS NULL",
                "SELECT count(*) FROM t a JOIN t b ON a.n = b.n WHERE b.n >= 99");
        for (int i = 0; i < 3; i++) {
            assertThat(queries.stream().flatMap(query -> session.query(row -> row.whole(0), query).stream()))
                    .containsExactly(0L, 100L, 99L, 100L, 0L, 1L);
        }
        session.run("INSERT INTO t VALUES (200, NULL), (-5, 'y')");
        assertThat(queries.stream().flatMap(query -> session.query(row -> row.whole(0), query).stream()))
                .containsExactly(1L, 102L, 200L, 101L, 1L, 2L);
    }

    @Test
    void theSameMayBeAskedWhileItsAnswerIsRead() {
        for (int i = 0; i < 3; i++) {
            var pairs = new ArrayList<String>();
            session.stream(
                    a -> session.stream(b -> pairs.add(a.text(0) + b.text(0)), "SELECT * FROM range(2)"),
                    "SELECT * FROM range(2)");
            assertThat(pairs).containsExactly("00", "01", "10", "11");
        }
    }

    @Test
    void aStatementThatFailedIsAskedAgainLikeAnyOther() {
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> session.run("SELECT 'x'::BIGINT")).isInstanceOf(TableException.class);
            assertThat(session.query(row -> row.whole(0), "SELECT 1")).containsExactly(1L);
        }
    }

    @Test
    void aFunctionOfTextsIsKnownToSqlAndMayBeReplaced() {
        session.define("twice", text -> text + text);
        assertThat(session.query(row -> row.text(0), "SELECT twice(t) FROM (VALUES ('号'), (NULL), ('ab')) v(t)"))
                .containsExactly("号号", "", "abab");

        session.define("twice", text -> "2 " + text);
        assertThat(session.query(row -> row.text(0), "SELECT twice('ab')")).containsExactly("2 ab");
    }
}
