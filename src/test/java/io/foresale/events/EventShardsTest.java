package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.DatasetConfig;
import io.foresale.table.RawTable;
import io.foresale.table.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How events are laid out in files: the same way every time, each user in one shard. */
class EventShardsTest {

    private static final int ROWS = 200_000;

    @TempDir
    Path scratch;

    @Test
    void aShardIsAtMost300MebibytesOfPlainText() {
        assertThat(Shards.count(0)).isEqualTo(1);
        assertThat(Shards.count((300L << 20) - 1)).isEqualTo(1);
        assertThat(Shards.count(300L << 20)).isEqualTo(2);
        assertThat(Shards.count(700L << 20)).isEqualTo(4);
        assertThat(Shards.count(1L << 50)).isEqualTo(64);
    }

    @Test
    void aLogCleanedTwiceIsTheSameFilesInOneShardAndInSeveral() throws IOException {
        var upload = upload();
        for (long bytes : List.of(1L, 2L << 30)) {
            try (var first = new UploadRig(scratch);
                    var second = new UploadRig(scratch)) {
                var once = clean(first, upload, bytes).events().shards();
                var again = clean(second, upload, bytes).events().shards();
                assertThat(again.keySet()).isEqualTo(once.keySet());
                once.forEach((shard, file) -> assertThat(again.get(shard)).hasSameBinaryContentAs(file));
            }
        }
    }

    @Test
    void shardsHoldTheSameEventsAsOneFileAndEachUserOnce() throws IOException {
        var upload = upload();
        try (var one = new UploadRig(scratch);
                var several = new UploadRig(scratch)) {
            var whole = clean(one, upload, 1);
            var spread = clean(several, upload, 2L << 30);
            assertThat(spread.events().shards()).hasSize(8);
            assertThat(spread.events().counts()).isEqualTo(whole.events().counts());
            assertThat(spread.events().rejectedByReason())
                    .isEqualTo(whole.events().rejectedByReason());
            assertThat(spread.rejects()).isEqualTo(whole.rejects());
            assertThat(content(several, spread)).isEqualTo(content(one, whole));
            assertThat(spread.count("users")).isEqualTo(977);
        }
    }

    @Test
    void filesAreTheSameWhateverTheCores() throws IOException {
        var lines = new StringBuilder("event_id,event_time,event_type,product_id,user_id,price\n");
        for (int i = 1; i <= ROWS; i++) {
            lines.append(i % 100 == 0 && i > 50_000 ? i - 50_001 : i)
                    .append(',')
                    .append(1_700_000_000 + i);
            lines.append(",view,p,u").append(i % 977).append(i % 1_000 == 1 ? ",-1\n" : ",1\n");
        }
        var upload = Files.writeString(scratch.resolve("repeated.csv"), lines);
        for (long bytes : List.of(1L, 2L << 30)) {
            try (var one = new UploadRig(scratch);
                    var more = new UploadRig(scratch)) {
                one.session.run("SET threads = 1");
                more.session.run("SET threads = 3");
                var cleaned = clean(one, upload, bytes);
                assertThat(cleaned.count("duplicates")).isEqualTo(1_500);
                assertThat(cleaned.count("accepted")).isEqualTo(ROWS - 1_500 - 200);
                var others = clean(more, upload, bytes).events().shards();
                assertThat(others.keySet()).isEqualTo(cleaned.events().shards().keySet());
                cleaned.events().shards().forEach((shard, file) -> assertThat(others.get(shard))
                        .hasSameBinaryContentAs(file));
            }
        }
    }

    /** Or what two uploads have in common would be found in neither. */
    @Test
    void aRowOfNobodyIsInTheSameShardWhereverItStandsInAnUpload() throws IOException {
        var lines = IntStream.range(0, 100)
                .mapToObj(i -> (1_700_000_000 + i) + ",view,p" + i + ",,,1")
                .toList();
        assertThat(shards("last.csv", lines)).hasSize(100).isEqualTo(shards("first.csv", lines.reversed()));
    }

    private Map<String, String> shards(String name, List<String> lines) throws IOException {
        var upload = Files.write(
                scratch.resolve(name),
                Stream.concat(Stream.of("event_time,event_type,product_id,user_id,user_session,price"), lines.stream())
                        .toList());
        try (var rig = new UploadRig(scratch)) {
            var shards = new TreeMap<String, String>();
            clean(rig, upload, 2L << 30).events().shards().forEach((shard, file) -> rig.session
                    .query(row -> row.text(0), "SELECT product_id FROM " + Sql.parquet(List.of(file)))
                    .forEach(product -> shards.put(product, shard.toString())));
            return shards;
        }
    }

    private static String content(UploadRig rig, UploadRig.Cleaned cleaned) {
        return rig.session
                .query(
                        row -> row.text(0),
                        "SELECT md5(string_agg(concat_ws('|', _row, _hash, user_id, event_time), ',' ORDER BY _row)) FROM "
                                + Sql.parquet(
                                        List.copyOf(cleaned.events().shards().values())))
                .getFirst();
    }

    private Path upload() throws IOException {
        var csv = new StringBuilder("event_time,event_type,product_id,user_id,user_session,price\n");
        for (int i = 1; i <= ROWS; i++) {
            csv.append(1_700_000_000 + i)
                    .append(i % 50 == 0 ? ",purchase,p" : ",view,p")
                    .append(i % 1_000);
            csv.append(",u").append(i % 977).append(",s").append(i % 4_001);
            csv.append(i % 20_000 == 0 ? ",-1\n" : ",12.5\n");
        }
        return Files.writeString(scratch.resolve("upload.csv"), csv);
    }

    /** As if the upload had so many bytes, in three parts. */
    private static UploadRig.Cleaned clean(UploadRig rig, Path upload, long bytes) {
        var raw = rig.load(upload);
        assertThat(raw.parts()).hasSize(1);
        var parts = Stream.of("< 70000", "BETWEEN 70000 AND 139999", ">= 140000")
                .map(rows -> "(SELECT * FROM raw WHERE _row " + rows + ")")
                .toList();
        var sized = new RawTable(
                raw.name(),
                raw.columns(),
                raw.blankNames(),
                raw.readable(),
                raw.records(),
                raw.unreadable(),
                raw.warnings(),
                raw.noObjects(),
                raw.cleaned(),
                raw.again(),
                bytes,
                raw.wide(),
                parts);
        return rig.clean(sized, DatasetConfig.none());
    }
}
