package io.foresale.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.foresale.domain.Column;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.NumberFormat;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.domain.TimeFormat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every form an upload may have, and what its columns are taken for. */
class UploadFormatsTest extends TableTest {

    private static final String NAMES = "name,age\n张伟,20\n王芳,30\n";
    private static final String[] ROWS = {"1|2|张伟|20", "2|3|王芳|30"};

    private void reads(byte[] upload) {
        var raw = rig.load(upload, DatasetConfig.none());
        assertThat(rig.rows("raw", 4)).containsExactly(ROWS);
        assertThat(rig.rows(joined(raw), 4)).containsExactly(ROWS);
    }

    private static String joined(RawTable raw) {
        return raw.parts().stream().collect(Collectors.joining(" UNION ALL FROM ", "(FROM ", ")"));
    }

    @Test
    void aLargeCsvIsReadWholeInSeveralParts() {
        var text = "x".repeat(1 << 20);
        var raw = rig.load(IntStream.range(0, 70)
                .mapToObj(i -> i + "," + text)
                .collect(Collectors.joining("\n", "n,text\n", "\n")));
        assertThat(raw.parts()).hasSize(3);
        assertThat(rig.rows(joined(raw), 3)).isEqualTo(rig.rows("raw", 3)).hasSize(70);
    }

    @ParameterizedTest
    @CsvSource({"50000, 10", "122880, 9", "400000, 3", "2000000, 1"})
    void aLargeParquetFileIsReadWholeInPartsOfWholeRowGroups(int rowGroup, int parts) {
        var file = rig.session.directory().resolve("large.parquet");
        rig.session.run("COPY (SELECT range AS n FROM range(1000000)) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE %d)"
                .formatted(file, rowGroup));
        var raw = rig.load(file, DatasetConfig.none());
        assertThat(raw.parts()).hasSize(parts);
        assertThat(rig.rows("(SELECT count(*), count(DISTINCT _row), sum(n::BIGINT) FROM " + joined(raw) + ")", 3))
                .containsExactly("1000000|1000000|499999500000");
    }

    @Test
    void littleEndianUtf16IsReadByItsMark() {
        reads(("\uFEFF" + NAMES).getBytes(StandardCharsets.UTF_16LE));
    }

    @Test
    void bigEndianUtf16IsReadByItsMark() {
        reads(("\uFEFF" + NAMES).getBytes(StandardCharsets.UTF_16BE));
    }

    @Test
    void gb18030IsReadWhereItIsSet() {
        var config = TestConfig.with(c -> c.encoding = "GB18030");
        rig.load(NAMES.getBytes(Charset.forName("GB18030")), config);
        assertThat(rig.rows("raw", 4)).containsExactly(ROWS);
    }

    @Test
    void gzipOfSeveralMembersIsReadToItsEnd() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(TableRig.gzip("name,age\n张伟,20\n".getBytes(UTF_8)));
        out.writeBytes(TableRig.gzip("王芳,30\n".getBytes(UTF_8)));
        reads(out.toByteArray());
    }

    @Test
    void zstdIsRead() {
        reads(Zstd.compress(NAMES.getBytes(UTF_8)));
    }

    @Test
    void parquetIsReadAndCleanedLikeText() throws Exception {
        var file = rig.session.directory().resolve("p.parquet");
        rig.session.run("COPY (SELECT * FROM (VALUES (' a  b ', 1.5, 'x'), ('n/a', 2.5, '7')) t(words, spent, n)) TO "
                + Sql.text(file) + " (FORMAT parquet)");
        var raw = rig.load(Files.readAllBytes(file), DatasetConfig.none());
        var schema = new io.foresale.domain.Schema(
                java.util.List.of(Column.of("words", Role.TEXT, ""), Column.numeric("spent", NumberFormat.POINT, "")),
                java.util.Optional.empty(),
                java.util.Optional.empty());
        assertThat(rig.cleanRows(rig.clean(raw, schema), 3)).containsExactly("1|a b|1.5", "2|∅|2.5");
    }

    @Test
    void columnsBetweenRunsOfBlanksAreColumns() {
        rig.load("  name   age spent\r\n  u1    20    1.5 \r\n\r\n u2 30  2.5\r\n");
        assertThat(rig.rows("raw", 5)).containsExactly("1|2|u1|20|1.5", "2|4|u2|30|2.5");
    }

    @Test
    void linesOfWordsAreOneColumn() {
        rig.load("what they said\nit was good\nit was bad\n");
        assertThat(rig.rows("raw", 3)).containsExactly("1|2|it was good", "2|3|it was bad");
    }

    @Test
    void taobaosFileBeginsWithItsFirstRow() {
        rig.load("1,2268318,2520377,pv,1511544070\n1,2333346,2520771,buy,1511561733\n");
        assertThat(rig.rows("(SELECT _row, _line, user_id, behavior_type FROM raw)", 4))
                .containsExactly("1|1|1|pv", "2|2|1|buy");
    }

    private Column inferred(String header, java.util.function.IntFunction<String> cell) {
        var rows = IntStream.range(0, 60).mapToObj(i -> cell.apply(i) + ";" + (i % 3 == 0 ? "yes" : "no"));
        var raw = rig.load(header + ";label\n" + rows.collect(Collectors.joining("\n")) + "\n");
        return TableRig.column(rig.infer(raw, DatasetConfig.none()).schema(), header);
    }

    @Test
    void decimalCommasAreNumbers() {
        assertThat(inferred("spend", i -> i * 37 % 60 + "," + i % 9 + "5").numbers())
                .contains(NumberFormat.COMMA);
    }

    @Test
    void daysBeforeMonthsAreSeenByADayBeyondTwelve() {
        assertThat(inferred("visited", i -> (i % 28 + 1) + "." + (i % 12 + 1) + ".2025")
                        .times())
                .contains(TimeFormat.DAY_FIRST);
    }

    @Test
    void epochsAreTimesWhereTheNameSaysSo() {
        assertThat(inferred("visited_at", i -> "" + (1_760_000_000L + i * 7_919L % 60 * 3_600))
                        .times())
                .contains(TimeFormat.EPOCH_SECONDS);
    }

    @Test
    void chineseTextsChooseTheChineseModel() {
        var rows = IntStream.range(0, 60).mapToObj(i -> "这件衣服的质量非常好我很喜欢第" + i + "次购买," + (i % 3 == 0 ? "是" : "否"));
        var raw = rig.load("review,purchased\n" + rows.collect(Collectors.joining("\n")) + "\n");
        assertThat(rig.infer(raw, DatasetConfig.none()).schema().embeddingModel())
                .contains("chinese-model");
    }

    @Test
    void aLabelOfOneClassIsALabelStill() {
        var rows = IntStream.range(0, 60).mapToObj(i -> i * 7 % 23 + ".5,yes");
        var raw = rig.load("spend,purchased\n" + rows.collect(Collectors.joining("\n")) + "\n");
        var schema = rig.infer(raw, DatasetConfig.none()).schema();
        assertThat(schema.of(Role.LABEL)).extracting(Column::name).containsExactly("purchased");
        assertThat(rig.clean(raw, schema).counts())
                .containsEntry("positives", 60L)
                .containsEntry("negatives", 0L);
    }

    @ParameterizedTest
    @CsvSource({
        "yes, no",
        "Ja, Nein",
        "ja, nee",
        "Oui, Non",
        "SÍ, NO",
        "sì, no",
        "si, no",
        "Sim, Não",
        "sim, nao",
        "是, 否"
    })
    void yesAndNoAreKnownAsLabelsAndAsCellsInTheseLanguages(String yes, String no) {
        var rows = IntStream.range(0, 60)
                .mapToObj(i -> i * 7 % 23 + ".5,%s,%s".formatted(i % 4 == 0 ? no : yes, i % 3 == 0 ? yes : no));
        var raw = rig.load("spend,newsletter,purchased\n" + rows.collect(Collectors.joining("\n")) + "\n");
        var schema = rig.infer(raw, DatasetConfig.none()).schema();

        assertThat(schema.columns()).extracting(Column::role).containsExactly(Role.NUMERIC, Role.BOOLEAN, Role.LABEL);
        var clean = rig.clean(raw, schema);
        assertThat(clean.counts()).containsEntry("positives", 20L).containsEntry("negatives", 40L);
        assertThat(rig.session.query(
                        row -> row.whole(0),
                        "SELECT count(*) FROM " + Sql.parquet(List.of(clean.parquet())) + " WHERE NOT newsletter"))
                .containsExactly(15L);
    }

    @Test
    void aLabelThatOnlySaysJaLeavesOpenWhichLanguagesNoIsMeant() {
        var rows = IntStream.range(0, 60).mapToObj(i -> i * 7 % 23 + ".5,ja");
        var raw = rig.load("spend,purchased\n" + rows.collect(Collectors.joining("\n")) + "\n");
        assertThat(rig.infer(raw, DatasetConfig.none()).schema().label())
                .contains(new Schema.Label("ja", Optional.empty()));
    }

    @Test
    void aTruncatedGzipIsRefusedWithTheNameOfTheFile() {
        var gzip = TableRig.gzip("id,age\nu1,20\n".repeat(1000).getBytes(UTF_8));
        refused(() -> rig.load(Arrays.copyOf(gzip, gzip.length / 2), DatasetConfig.none()), "whole gzip data");
    }

    @Test
    void aTruncatedZstdIsRefusedWithTheNameOfTheFile() {
        var zstd = Zstd.compress("id,age\nu1,20\n".repeat(1000).getBytes(UTF_8));
        refused(() -> rig.load(Arrays.copyOf(zstd, zstd.length - 4), DatasetConfig.none()), "whole zstd data");
    }

    @Test
    void aZipBombStopsAtTheLimit() {
        rig.close();
        rig = new TableRig(scratch, TableLimits.DEFAULT, 1_000_000);
        var bomb = TableRig.gzip(new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(100_000);
        refused(() -> rig.load(bomb, DatasetConfig.none()), "at most 1000000 bytes when expanded");
    }

    @Test
    void jsonLinesThatAreNoObjectsAreRejected() {
        var raw = rig.load(
                "{\"id\":\"u1\",\"age\":20}\n{\"id\":\"u2\",\n\n[1]\n{\"age\":30,\"city\":{\"a\":1},\"ok\":true}\n");
        assertThat(raw.columns()).containsExactly("id", "age", "city", "ok");
        assertThat(raw.unreadable()).containsExactlyEntriesOf(java.util.Map.of("no JSON object", 2L));
        assertThat(rig.rows("raw", 6)).containsExactly("1|1|u1|20|∅|∅", "4|5|∅|30|{\"a\":1}|true");
        var clean = rig.clean(raw, rig.infer(raw, DatasetConfig.none()).schema());
        assertThat(TableRig.rejects(clean).get(1))
                .isEqualTo("{\"line\":4,\"row\":3,\"reason\":\"no JSON object\",\"raw\":\"[1]\"}");
    }

    @Test
    void aJsonArrayOfObjectsIsReadWithTheLinesTheObjectsBeginOn() {
        rig.load("[\n {\"id\": \"a]}\\\"\",\n  \"n\": [1, {\"x\": 2}]},\n {\"id\": \"b\"}\n]\n");
        assertThat(rig.rows("raw", 4)).containsExactly("1|2|a]}\"|[1,{\"x\":2}]", "2|4|b|∅");
    }
}
