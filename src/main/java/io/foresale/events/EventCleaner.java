package io.foresale.events;

import io.foresale.domain.EventType;
import io.foresale.domain.Quoted;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Masking;
import io.foresale.table.RawTable;
import io.foresale.table.RejectsFile;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Cleans a log: typed events of each shard of users, without what is refused or repeated. All events are written once with
 * what is wrong with them, part by part, and those of each shard picked out of that. The same log gives the same bytes.
 */
public final class EventCleaner {

    /** A multiple of what the engine works on at a time. */
    private static final int ROW_GROUP = 122_880;

    private static final int UNKNOWN_WORDS = 10;

    /** Shards whose ids are compared at once. */
    private static final int COMPARED = 4;

    private final RawTable raw;
    private final RecognisedLog log;
    private final Masking masking;
    private final Session session;
    private final int shards;

    private EventCleaner(RawTable raw, RecognisedLog log, Masking masking, Session session) {
        this.raw = raw;
        this.log = log;
        this.masking = masking;
        this.session = session;
        this.shards = Shards.count(raw.bytes());
    }

    /**
     * Cleans a log in the session it was recognised in.
     *
     * @param types the owner's words for types of events
     * @param masking in the same session
     */
    public static CleanEvents clean(
            RawTable raw, RecognisedLog log, Map<String, EventType> types, Masking masking, Session session) {
        return new EventCleaner(raw, log, masking, session).clean(types);
    }

    private CleanEvents clean(Map<String, EventType> types) {
        var words = EventWords.all(log.format(), types);
        session.run("CREATE TABLE repeated (_row BIGINT, _shard INTEGER)");
        var spread = SpreadRows.write(
                session,
                raw.parts().stream()
                        .map(part -> log.sql().events(part, log.reading(), words, masking, shards))
                        .toList(),
                shards);
        var all = spread.all();
        var files = shards(spread);
        long duplicates = count("repeated");
        long fitting = duplicates + (files.isEmpty() ? 0 : count(Sql.parquet(List.copyOf(files.values()))));
        var reasons = new TreeMap<>(raw.unreadable());
        var rejects = rejects(all, reasons);
        refuseMixed(reasons, fitting);
        var summary = new EventSummary(List.copyOf(files.values()), session);
        var counts = summary.counts();
        counts.put("rejected", reasons.values().stream().mapToLong(n -> n).sum());
        counts.put("duplicates", duplicates);
        if (!files.isEmpty()) {
            counts.putAll(masking.counts(Sql.parquet(List.copyOf(files.values())), EventSql.MASKED));
        }
        var range = summary.range();
        return new CleanEvents(
                files,
                shards,
                counts,
                reasons,
                rejects,
                range.map(EventSummary.Range::first),
                range.map(EventSummary.Range::last),
                notes(all, counts),
                warnings(counts));
    }

    private SortedMap<Integer, Path> shards(SpreadRows spread) {
        findRepeated(spread.all() + " WHERE _misfit IS NULL");
        // A join that does not fit in memory leaves an order that depends on it, so it is only with repeats of the
        // shard.
        var others = count("repeated") == 0 ? "" : " AND _row NOT IN (SELECT _row FROM repeated WHERE _shard = %d)";
        var written = session.runSideBySide(IntStream.range(0, shards)
                .mapToObj(shard ->
                        write(spread.of(shard) + " WHERE _misfit IS NULL" + others.formatted(shard), file(shard)))
                .toList());
        var files = new TreeMap<Integer, Path>();
        for (int shard = 0; shard < shards; shard++) {
            if (written.get(shard) > 0) {
                files.put(shard, file(shard));
            }
        }
        return files;
    }

    private static String write(String events, Path file) {
        return "COPY (SELECT %s FROM %s) TO %s (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d, %s)"
                .formatted(String.join(", ", EventSql.columns()), events, Sql.text(file), ROW_GROUP, SpreadRows.TEXTS);
    }

    private Path file(int shard) {
        return session.directory().resolve("events-" + shard + ".parquet");
    }

    private long count(String relation) {
        return session.query(row -> row.whole(0), "SELECT count(*) FROM " + relation)
                .getFirst();
    }

    private Optional<Path> rejects(String all, Map<String, Long> reasons) {
        var bad = "SELECT _source AS _row, _line, _misfit, _value FROM " + all + " WHERE _misfit IS NOT NULL";
        return reasons.isEmpty() && count("(" + bad + ")") == 0
                ? Optional.empty()
                : Optional.of(
                        new RejectsFile(raw, log.sql().reasons(log.reading()), masking, session).write(bad, reasons));
    }

    /** What was looked at fits, and yet most of the upload does not. */
    private void refuseMixed(Map<String, Long> reasons, long fitting) {
        long foreign = log.format().foreign().stream()
                .mapToLong(reason -> reasons.getOrDefault(reason, 0L))
                .sum();
        if (foreign > fitting) {
            throw LogRecognition.mixed(raw.name(), log.format(), foreign, foreign + fitting);
        }
    }

    /**
     * Fills {@code repeated(_row)}: of events with one id all but the first received. Ids are looked for by their hash, and in
     * slices, so that memory does not grow with the log.
     */
    private void findRepeated(String events) {
        int slices = Math.max(1, shards / COMPARED);
        for (int slice = 0; log.sql().named() && slice < slices; slice++) {
            session.run("""
                    INSERT INTO repeated
                    WITH named AS (
                        SELECT event_id, received_time, _row, _shard FROM (SELECT * FROM %s)
                        WHERE event_id IS NOT NULL AND hash(event_id) & %d = %d)
                    SELECT _row, _shard FROM named WHERE hash(event_id) IN (
                        SELECT hash(event_id) FROM named GROUP BY ALL HAVING count(*) > 1)
                    QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY received_time, _row) > 1
                    """.formatted(events, slices - 1, slice));
        }
    }

    /** How the columns were understood, and the words that were not. */
    private List<String> notes(String all, Map<String, Long> counts) {
        var notes = new ArrayList<>(log.reasons());
        notes.add(log.time());
        if (!counts.containsKey(EventType.OTHER.word())
                || !EventLog.any(session, "SELECT _word FROM " + all + " WHERE _word IS NOT NULL")) {
            return notes;
        }
        var unknown = session.query(
                row -> Quoted.of(row.text(0)) + " (" + row.whole(1) + ")",
                "SELECT left(_word, 200), count(*) FROM " + all
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
