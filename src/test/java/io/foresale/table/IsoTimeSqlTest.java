package io.foresale.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.Column;
import io.foresale.domain.Schema;
import io.foresale.domain.TimeFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times that the engine reads by different ways mean the same in all of them. */
class IsoTimeSqlTest {

    private static final String NONE = "none";

    private static final Map<String, String> TIMES = Map.ofEntries(
            Map.entry("2026-01-01T10:20:30", "2026-01-01 10:20:30"),
            Map.entry("2026-01-01 10:20:30", "2026-01-01 10:20:30"),
            Map.entry("2026-01-01T10:20:30Z", "2026-01-01 10:20:30"),
            Map.entry("2026-01-01 10:20:30 UTC", "2026-01-01 10:20:30"),
            Map.entry("2026-01-01 10:20:30UTC", "2026-01-01 10:20:30"),
            Map.entry("2026-01-01 10:20 GMT", "2026-01-01 10:20:00"),
            Map.entry("2026-01-01 10:20:30+02", "2026-01-01 08:20:30"),
            Map.entry("2026-01-01T10:20:30.5-0530", "2026-01-01 15:50:30.5"),
            Map.entry("2026-01-01T10:20:30+02:00", "2026-01-01 08:20:30"),
            Map.entry("2026-01-01T10:20:30.25", "2026-01-01 10:20:30.25"),
            Map.entry("2026-01-01T10:20:30,25", "2026-01-01 10:20:30.25"),
            Map.entry("2026-01-01", "2026-01-01 00:00:00"),
            Map.entry("2026-1-1", "2026-01-01 00:00:00"),
            Map.entry("2024-02-29", "2024-02-29 00:00:00"),
            Map.entry("2026-02-29", NONE),
            Map.entry("2026-02-30 10:20:30+02:00", NONE),
            Map.entry("2026-01-01T25:20:30", NONE),
            Map.entry("yesterday", NONE));

    @TempDir
    Path scratch;

    @Test
    void everySpellingIsTheTimeItSays() {
        var column = Column.time("at", TimeFormat.ISO, "");
        var schema = new Schema(List.of(column), Optional.empty(), Optional.empty());
        var read = new TreeMap<String, String>();
        try (var rig = new TableRig(scratch)) {
            for (var time : TIMES.keySet()) {
                var sql =
                        "SELECT " + CleaningSql.value(column, schema, "c") + "::VARCHAR FROM (SELECT ?::VARCHAR AS c)";
                read.put(
                        time,
                        rig.session
                                .query(r -> r.isNull(0) ? NONE : r.text(0), sql, time)
                                .getFirst());
            }
        }
        assertThat(read).containsExactlyInAnyOrderEntriesOf(TIMES);
    }
}
