package io.foresale.events;

import io.foresale.domain.EventType;
import io.foresale.domain.Quoted;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.RawTable;
import io.foresale.table.RejectsFile;
import io.foresale.table.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Cleans a log: first all events, typed and with what is wrong with them, spread over the shards of their users; then each
 * shard sorted, without what is refused or repeated. The same log gives the same bytes.
 */
public final class EventCleaner {

    /** A multiple of what the engine works on at a time. */
    private static final int ROW_GROUP = 122_880;

    private static final int UNKNOWN_WORDS = 10;

    private final RawTable raw;
    private final RecognisedLog log;
    private final Session session;
    private final int shards;
    private final Path staged;

    private EventCleaner(RawTable raw, RecognisedLog log, Session session) {
        this.raw = raw;
        this.log = log;
        this.session = session;
        this.shards = Shards.count(raw.bytes());
        this.staged = session.directory().resolve("staged");
    }

    /**
     * Cleans a log in the session it was recognised in.
     *
     * @param types the owner's words for types of events
     */
    public static CleanEvents clean(RawTable raw, RecognisedLog log, Map<String, EventType> types, Session session) {
        return new EventCleaner(raw, log, session).clean(types);
    }

    private CleanEvents clean(Map<String, EventType> types) {
        stage(types);
        var reasons = new TreeMap<>(raw.unreadable());
        var rejects = rejects(reasons);
        boolean repeated = log.sql().named() && findRepeated() > 0;
        var files = new TreeMap<Integer, Path>();
        for (int shard = 0; shard < shards; shard++) {
            if (Files.exists(staged.resolve("_shard=" + shard))) {
                sorted(shard, repeated).ifPresent(put(files, shard));
            }
        }
        var summary = new EventSummary(List.copyOf(files.values()), session);
        var counts = summary.counts();
        counts.put("rejected", reasons.values().stream().mapToLong(n -> n).sum());
        counts.put("duplicates", repeated ? count("repeated") : 0);
        var range = summary.range();
        return new CleanEvents(
                files,
                shards,
                counts,
                reasons,
                rejects,
                range.map(EventSummary.Range::first),
                range.map(EventSummary.Range::last),
                notes(),
                warnings(counts));
    }

    private void stage(Map<String, EventType> types) {
        var events = log.sql().events(log.reading(), EventWords.all(log.format(), types), shards);
        // Not sorted yet: this pass takes rows as they come, in parallel and in bounded memory.
        session.run("COPY (%s) TO %s (FORMAT parquet, COMPRESSION snappy, PARTITION_BY (_shard))"
                .formatted(events, Sql.text(staged)));
    }

    private String staged(String shard) {
        return "read_parquet(%s, hive_partitioning=false)"
                .formatted(Sql.text(staged.resolve("_shard=" + shard).resolve("*.parquet")));
    }

    private Optional<Path> rejects(Map<String, Long> reasons) {
        var bad = "SELECT _source AS _row, _line, _misfit, _value FROM " + staged("*") + " WHERE _misfit IS NOT NULL";
        return reasons.isEmpty() && count("(" + bad + ")") == 0
                ? Optional.empty()
                : Optional.of(new RejectsFile(raw, log.sql().reasons(log.reading()), session).write(bad, reasons));
    }

    private long count(String relation) {
        return session.query(row -> row.whole(0), "SELECT count(*) FROM " + relation)
                .getFirst();
    }

    /** All but the first received of events with one id. */
    private long findRepeated() {
        session.run(
                "CREATE TABLE repeated AS WITH named AS (SELECT event_id, received_time, _row FROM " + staged("*")
                        + " WHERE _misfit IS NULL AND event_id IS NOT NULL)"
                        + " SELECT _row FROM named SEMI JOIN (SELECT event_id FROM named GROUP BY event_id HAVING count(*) > 1)"
                        + " USING (event_id) QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY received_time, _row) > 1");
        return count("repeated");
    }

    private Optional<Path> sorted(int shard, boolean repeated) {
        var target = session.directory().resolve("events-" + shard + ".parquet");
        long events = session.run(
                "COPY (SELECT %s FROM %s WHERE _misfit IS NULL%s ORDER BY _row) TO %s (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d)"
                        .formatted(
                                String.join(", ", EventSql.columns()),
                                staged(String.valueOf(shard)),
                                repeated ? " AND _row NOT IN (SELECT _row FROM repeated)" : "",
                                Sql.text(target),
                                ROW_GROUP));
        return Optional.of(target).filter(_ -> events > 0);
    }

    private static Consumer<Path> put(Map<Integer, Path> files, int shard) {
        return file -> files.put(shard, file);
    }

    /** How the columns were understood, and the words that were not. */
    private List<String> notes() {
        var notes = new ArrayList<>(log.reasons());
        notes.add(log.time());
        var unknown = session.query(
                row -> Quoted.of(row.text(0)) + " (" + row.whole(1) + ")",
                "SELECT left(_word, 200), count(*) FROM " + staged("*")
                        + " WHERE _word IS NOT NULL AND _misfit IS NULL GROUP BY ALL ORDER BY 2 DESC, 1");
        if (!unknown.isEmpty()) {
            int named = Math.min(UNKNOWN_WORDS, unknown.size());
            notes.add("types of events that are not known, taken as other (map them under \"events.types\"): "
                    + String.join(", ", unknown.subList(0, named))
                    + (unknown.size() > named ? " and " + (unknown.size() - named) + " more" : ""));
        }
        return notes;
    }

    private List<String> warnings(Map<String, Long> counts) {
        var warnings = new ArrayList<>(raw.warnings());
        if (counts.get("rejected") > counts.get("accepted")) {
            warnings.add("more lines are rejected (" + counts.get("rejected") + ") than events accepted ("
                    + counts.get("accepted") + "): look at the rejects");
        }
        if (counts.get("duplicates") > 0) {
            warnings.add(counts.get("duplicates") + " events have the id of another one and are left out");
        }
        return warnings;
    }
}
