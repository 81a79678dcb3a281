package io.foresale.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.Column;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.NumberFormat;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done twice gives the same bytes, whichever thread was first: manifests name objects by their content. */
class SameBytesTest {

    /** Enough for several threads to read at once: a few times what the engine gives to each. */
    private static final int ROWS = 400_000;

    private static final Schema SCHEMA = new Schema(
            List.of(
                    Column.of("user", Role.ID, ""),
                    Column.numeric("spent", NumberFormat.POINT, ""),
                    Column.of("words", Role.CATEGORICAL, "")),
            Optional.empty(),
            Optional.empty());

    @TempDir
    Path scratch;

    @Test
    void aTableCleanedTwiceIsTheSameFileWithItsRowsInOrder() throws IOException {
        var upload = upload();
        try (var first = new TableRig(scratch);
                var second = new TableRig(scratch)) {
            var once = clean(upload, first);
            var again = clean(upload, second);
            assertThat(rowsOutOfPlace(first, once.parquet())).isZero();
            assertThat(again.parquet()).hasSameBinaryContentAs(once.parquet());
            assertThat(again.rejects().orElseThrow())
                    .hasSameBinaryContentAs(once.rejects().orElseThrow());
            assertThat(features(second, again)).hasSameBinaryContentAs(features(first, once));
        }
    }

    /** Many columns are cleaned in groups, whose rows must find each other again. */
    @Test
    void everyCellOfManyColumnsStaysInItsRow() throws IOException {
        int columns = 70;
        var names = IntStream.range(0, columns).mapToObj(i -> "c" + i).toList();
        var csv = new StringBuilder(String.join(",", names)).append('\n');
        for (int i = 1; i <= 60_000; i++) {
            csv.append(i).append(("," + (1_000_000 + i)).repeat(columns - 1)).append('\n');
        }
        var schema = new Schema(
                names.stream()
                        .map(c -> Column.numeric(c, NumberFormat.POINT, ""))
                        .toList(),
                Optional.empty(),
                Optional.empty());
        try (var rig = new TableRig(scratch)) {
            var raw = rig.load(Files.writeString(scratch.resolve("upload.csv"), csv), DatasetConfig.none());
            var clean = rig.clean(raw, schema);
            var astray = rig.session.query(
                    row -> row.whole(0),
                    "SELECT count(*) FROM %s WHERE c0 <> _row OR c69 <> _row + 1000000"
                            .formatted(Sql.parquet(List.of(clean.parquet()))));
            assertThat(astray).containsExactly(0L);
            assertThat(clean.counts()).containsEntry("accepted", 60_000L);
        }
    }

    private Path upload() throws IOException {
        var csv = new StringBuilder("user,spent,words\n");
        for (int i = 1; i <= ROWS; i++) {
            csv.append("visitor-").append(i * 7919L % ROWS).append(',');
            csv.append(i % 50_000 == 0 ? "none of it" : String.valueOf(i * 31L % 9973 / 8.0))
                    .append(",the same words in every row make it long ")
                    .append(i % 17)
                    .append('\n');
        }
        return Files.writeString(scratch.resolve("upload.csv"), csv);
    }

    private static CleanTable clean(Path upload, TableRig rig) {
        return rig.clean(rig.load(upload, DatasetConfig.none()), SCHEMA);
    }

    private static long rowsOutOfPlace(TableRig rig, Path parquet) {
        return rig.session
                .query(
                        row -> row.whole(0),
                        "SELECT count(*) FROM (SELECT _row - lag(_row) OVER (ORDER BY file_row_number) AS step"
                                + " FROM read_parquet(%s, file_row_number=true)) WHERE step <= 0"
                                        .formatted(Sql.text(parquet)))
                .getFirst();
    }

    private static Path features(TableRig rig, CleanTable clean) {
        var target = rig.session.directory().resolve("features.parquet");
        var file = new FeatureTable.CleanFile(new ObjectKey(TableRig.NAME), clean.parquet());
        new FeatureTable(SCHEMA)
                .statements(List.of(file), List.of(), List.of(), false, target)
                .forEach(rig.session::run);
        return target;
    }
}
