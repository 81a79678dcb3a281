package io.foresale.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.Column;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.NumberFormat;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What people upload by mistake, and what they are told. */
class BadInputTest extends TableTest {

    @Test
    void anEmptyFileIsRefused() {
        refused(() -> rig.load(""), "an empty file");
    }

    @Test
    void blankLinesOnlyAreRefused() {
        refused(() -> rig.load("\n\n\n"), "blank lines only");
    }

    @Test
    void aHeaderWithoutRowsIsRefused() {
        refused(() -> rig.load("id,age,label\n"), "a header only");
    }

    @Test
    void rowsWithoutAHeaderAreRefused() {
        refused(() -> rig.load("17,3.5,yes\n18,4.5,no\n"), "'17,3.5,yes', which looks like a row", "put a header line");
    }

    @Test
    void aHeaderWithAnotherDelimiterThanTheRowsIsRefused() {
        refused(
                () -> rig.load("id;age;label\n1,20,yes\n2,30,no\n3,40,no\n"),
                "a header with 3 cells by ';' and only 0 of the first 3 lines",
                "delimiter");
    }

    @Test
    void aWrongDelimiterInTheConfigurationMakesOneColumnOnly() {
        var raw = rig.load("id;age\n1;2\n".getBytes(UTF_8), config("|"));
        assertThat(raw.columns()).containsExactly("id;age");
    }

    private static DatasetConfig config(String delimiter) {
        return TestConfig.with(c -> c.delimiter = delimiter);
    }

    @Test
    void rowsTooLongOrTooShortAreRejectedWithTheirLines() {
        var raw = rig.load("id,age,label\nu1,20,yes\nu2,30\nu3,40,no,7\nu4,50,no\n");
        var clean = rig.clean(raw, rig.infer(raw, DatasetConfig.none()).schema());
        assertThat(clean.counts()).containsEntry("accepted", 2L).containsEntry("rejected", 2L);
        assertThat(clean.rejectedByReason()).containsEntry("too few cells", 1L).containsEntry("too many cells", 1L);
        assertThat(TableRig.rejects(clean))
                .containsExactly(
                        "{\"line\":3,\"row\":2,\"reason\":\"too few cells\",\"raw\":\"u2,30\"}",
                        "{\"line\":4,\"row\":3,\"reason\":\"too many cells\",\"raw\":\"u3,40,no,7\"}");
        assertThat(rig.cleanRows(clean, 1)).containsExactly("1", "4");
    }

    @Test
    void anUnclosedQuoteCostsOnlyItsOwnLine() {
        var raw = rig.load("name,age\nann,20\n\"bob,30\ncy,40\ndi,50\n");
        assertThat(rig.rows("raw", 4)).containsExactly("1|2|ann|20", "3|4|cy|40", "4|5|di|50");
        assertThat(raw.unreadable()).hasSize(1).containsValue(1L);
    }

    @Test
    void lineNumbersCountTheLinesInsideQuotedCells() {
        var raw = rig.load("name,note\nann,\"two\nlines \"\"here\"\"\"\r\nbob\ncy,x\n");
        assertThat(rig.rows("raw", 4)).containsExactly("1|2|ann|two lines \"here\"", "3|5|cy|x");
        assertThat(raw.unreadable()).containsExactlyEntriesOf(java.util.Map.of("too few cells", 1L));
    }

    @Test
    void numbersThatAreNoneOrInfiniteOrHugeAreRejectedAndNanIsMissing() {
        var rows = IntStream.rangeClosed(1, 300).mapToObj(i -> i * 7 % 90 + ".5," + i % 2);
        var raw =
                rig.load("spend,label\n" + rows.collect(Collectors.joining("\n")) + "\nInf,1\n1e99,0\nNaN,1\nabc,0\n");
        var schema = rig.infer(raw, DatasetConfig.none()).schema();
        assertThat(TableRig.column(schema, "spend").role()).isEqualTo(Role.NUMERIC);
        var clean = rig.clean(raw, schema);
        assertThat(clean.rejectedByReason())
                .containsExactlyEntriesOf(java.util.Map.of("no number, or one beyond 1e30, in 'spend'", 3L));
        assertThat(TableRig.rejects(clean).getFirst())
                .isEqualTo("{\"line\":302,\"row\":301,\"column\":\"spend\",\"reason\":\"no number, or one beyond 1e30,"
                        + " in 'spend'\",\"value\":\"'Inf'\",\"raw\":\"Inf,1\"}");
        assertThat(clean.counts()).containsEntry("accepted", 301L);
    }

    @Test
    void duplicateAndBlankHeaderNamesAreRenamedWithAWarning() {
        var raw = rig.load("a,A,,_row,a_2,a\n1,x,3,4,5,6\n");
        assertThat(raw.columns()).containsExactly("a", "A_3", "column_3", "column_row", "a_2", "a_4");
        assertThat(raw.warnings()).anySatisfy(w -> assertThat(w).contains("column 2", "'A_3'"));
        assertThat(rig.rows("raw", 8)).containsExactly("1|2|1|x|3|4|5|6");
    }

    @Test
    void tenThousandColumnsAreReadAndUnderstood() {
        var header = IntStream.range(0, 10_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        var rows = IntStream.range(0, 20)
                .mapToObj(r -> IntStream.range(0, 10_000)
                        .mapToObj(i -> (r * 31 + i * 17) % 23 + ".25")
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
        var raw = rig.load(header + "\n" + rows + "\n");
        var schema = rig.infer(raw, DatasetConfig.none()).schema();
        assertThat(schema.of(Role.NUMERIC)).hasSize(10_000);
        assertThat(raw.readable()).isEqualTo(20);
    }

    /** Beyond a thousand columns rows are kept as lists; the way is the same for ten thousand, which take longer. */
    @Test
    void veryManyColumnsAreCleanedEachInItsPlace() {
        int columns = 1_100;
        var header = IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        var rows = IntStream.range(0, 20)
                .mapToObj(r -> IntStream.range(0, columns)
                        .mapToObj(i -> (r * 31 + i) % 23 + (r == 7 && i == 900 ? "x" : ".25"))
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
        var raw = rig.load(header + "\n" + rows + "\n");
        var numbers = IntStream.range(0, columns)
                .mapToObj(i -> Column.numeric("c" + i, NumberFormat.POINT, ""))
                .toList();
        var clean = rig.clean(raw, new Schema(numbers, Optional.empty(), Optional.empty()));
        assertThat(clean.rejectedByReason())
                .containsExactlyEntriesOf(java.util.Map.of("no number, or one beyond 1e30, in 'c900'", 1L));
        var some = "SELECT _row, c0, c1099 FROM " + Sql.parquet(java.util.List.of(clean.parquet()));
        // 1099 = 47 * 23 + 18
        assertThat(rig.rows("(" + some + ")", 3))
                .startsWith("1|0.25|18.25", "2|8.25|3.25")
                .hasSize(19);
    }

    @Test
    void moreColumnsThanTheLimitAreRefused() {
        rig.close();
        rig = new TableRig(scratch, new TableLimits(3, 1_000), 1_000_000);
        refused(() -> rig.load("a,b,c,d\n1,2,3,4\n"), "at most 3 columns", "got 4");
    }

    @Test
    void aMegabyteInOneCellIsRead() {
        var cell = "word ".repeat(1 << 18);
        var raw = rig.load("id,text\nu1,\"" + cell + "\"\nu2,short\n");
        assertThat(raw.readable()).isEqualTo(2);
        assertThat(rig.session.query(row -> row.whole(0), "SELECT max(length(text)) FROM raw"))
                .containsExactly((long) cell.strip().length());
    }

    @Test
    void aRecordBeyondTheLimitIsRejectedAndTheNextIsRead() {
        rig.close();
        rig = new TableRig(scratch, new TableLimits(3, 1_000), 100_000_000);
        var raw = rig.load("id,text\nu1," + "x".repeat(3_000_000) + "\nu2,short\n");
        assertThat(raw.unreadable()).containsEntry("a record larger than the limit", 1L);
        assertThat(rig.rows("raw", 4)).containsExactly("2|3|u2|short");
    }

    @Test
    void linesThatAreNoUtf8AreRejectedAndNothingIsReplaced() {
        var good = "id,text\n" + "u1,naïve café\n".repeat(20);
        var bytes = concat(good.getBytes(UTF_8), "u2,caf\u00e9\n".getBytes(ISO_8859_1), "u3,ok\n".getBytes(UTF_8));
        var raw = rig.load(bytes, DatasetConfig.none());
        assertThat(raw.unreadable()).containsEntry("bytes that are no UTF-8", 1L);
        assertThat(raw.readable()).isEqualTo(21);
        var clean = rig.clean(raw, rig.infer(raw, DatasetConfig.none()).schema());
        assertThat(TableRig.rejects(clean).getFirst()).contains("\"line\":22", "caf\\\\xE9");
    }

    @Test
    void aRenamedPngIsRefused() {
        var png = concat(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n'}, new byte[100]);
        refused(() -> rig.load(png, DatasetConfig.none()), "what looks like a PNG image");
    }

    @Test
    void binaryDataIsRefused() {
        var bytes = new byte[10_000];
        new java.util.Random(1).nextBytes(bytes);
        Arrays.fill(bytes, 100, 1_000, (byte) 0);
        bytes[0] = 'a';
        refused(() -> rig.load(bytes, DatasetConfig.none()), "what looks like binary data");
    }

    @Test
    void aBrokenParquetFileIsRefused() {
        refused(() -> rig.load("PAR1 and nothing else, really nothing else"), "a whole Parquet file");
    }

    private static byte[] concat(byte[]... parts) {
        var out = new java.io.ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
