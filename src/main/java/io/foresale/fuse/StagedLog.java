package io.foresale.fuse;

import io.foresale.domain.CleanManifest;
import io.foresale.domain.LogSpan;
import io.foresale.domain.ObjectRef;
import io.foresale.events.EventLog;
import io.foresale.events.Guests;
import io.foresale.events.Shard;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The clean events of all uploads of a log, each brought to local disk when it is first needed: one shard needs its own only.
 *
 * @param uploads each with its files in the order of their shards
 * @param local a local copy of an object, the same for the same object
 */
record StagedLog(List<Upload> uploads, Function<ObjectRef, Path> local) {

    private static final Pattern SHARD = Pattern.compile("/shard=(\\d+)/");

    /**
     * One upload's files; a user's events are in the one that the low bits of the user's hash name.
     *
     * @param shards in how many its events are laid out, a power of two
     * @param files by shard; a shard without an event has none
     * @param firstTime and {@code lastTime}: when its first and last event happened, as ISO 8601
     */
    record Upload(int ordinal, int shards, Map<Integer, ObjectRef> files, String firstTime, String lastTime) {

        private static Upload of(int ordinal, CleanManifest clean) {
            var files = new TreeMap<Integer, ObjectRef>();
            for (var ref : clean.rows()) {
                var shard = SHARD.matcher(ref.key().value());
                files.put(shard.find() ? Integer.parseInt(shard.group(1)) : 0, ref);
            }
            return new Upload(
                    ordinal,
                    LogJob.shards(clean),
                    files,
                    clean.firstTime().orElseThrow(),
                    clean.lastTime().orElseThrow());
        }

        private List<ObjectRef> of(Shard shard) {
            return Optional.ofNullable(files.get(shard.number() % shards)).stream()
                    .toList();
        }
    }

    static StagedLog of(LogJob job, Function<ObjectRef, Path> local) {
        var uploads = new ArrayList<Upload>();
        for (var clean : job.uploads()) {
            uploads.add(Upload.of(uploads.size(), clean));
        }
        return new StagedLog(List.copyOf(uploads), local);
    }

    private List<Path> local(Collection<ObjectRef> files) {
        return files.stream().map(local).toList();
    }

    private EventLog.Upload whole(Upload upload) {
        return new EventLog.Upload(upload.ordinal(), local(upload.files().values()));
    }

    /** What several shards of an entangled log have to know of each other, where nothing from before a moment is asked for. */
    Guests guests(Session session, int shards, Instant since) {
        return EventLog.guests(session, uploads.stream().map(this::whole).toList(), shards, since);
    }

    /** The log of one shard's users. */
    EventLog shard(Session session, Shard shard, Optional<Guests> guests) {
        var files = uploads.stream()
                .map(u -> new EventLog.Upload(u.ordinal(), local(u.of(shard))))
                .filter(u -> !u.files().isEmpty())
                .toList();
        return guests.map(g -> EventLog.of(session, files, shard, g))
                .orElseGet(() -> EventLog.of(session, files, shard));
    }

    /**
     * The log begins behind the last gap of months that hardly anything lies before, and ends at the first that hardly
     * anything lies behind: one event with a wrong time would else make a log of weeks one of decades.
     */
    private static final String ENDS = """
            WITH known AS (SELECT *, greatest(event_time, received_time) AS known FROM %1$s),
            first_days AS (
                SELECT event_time::DATE AS day, min(event_time) AS begin, count(*) AS n FROM known GROUP BY day),
            last_days AS (
                SELECT known::DATE AS day, max(known) AS "end", count(*) AS n FROM known GROUP BY day),
            begun AS (
                SELECT begin, sum(n) OVER in_time - n AS before FROM first_days
                WINDOW in_time AS (ORDER BY day)
                QUALIFY lag(day) OVER in_time IS NULL
                    OR day - lag(day) OVER in_time > %3$d AND before * 1000 <= sum(n) OVER ()
                ORDER BY begin DESC LIMIT 1),
            ended AS (
                SELECT "end", sum(n) OVER back - n AS after FROM last_days
                WINDOW back AS (ORDER BY day DESC)
                QUALIFY lag(day) OVER back IS NULL
                    OR lag(day) OVER back - day > %3$d AND after * 1000 <= sum(n) OVER ()
                ORDER BY "end" LIMIT 1)
            """;

    private static final int DAYS_OF_A_GAP = 90;

    /** An event that is told again, by its id, stands in an upload of the same time. */
    private String toldAgain(String events) {
        var inTime =
                uploads.stream().sorted(Comparator.comparing(Upload::firstTime)).toList();
        var latest = "";
        for (var upload : inTime) {
            if (upload.firstTime().compareTo(latest) <= 0) {
                return "SELECT event_id FROM %s WHERE event_id IS NOT NULL".formatted(events);
            }
            latest = Collections.max(List.of(latest, upload.lastTime()));
        }
        return "SELECT 1 WHERE false";
    }

    LogSpan span(Session session) {
        var relation = Sql.parquet(
                uploads.stream().flatMap(u -> whole(u).files().stream()).toList());
        return session.query(
                        row -> new LogSpan(
                                instant(row.whole(0)),
                                instant(row.whole(1)),
                                instant(row.whole(2)),
                                row.whole(3),
                                row.whole(4),
                                row.whole(5),
                                row.whole(6),
                                row.whole(7),
                                row.whole(8),
                                row.flag(9),
                                row.whole(10),
                                row.whole(11)),
                        (ENDS + """
                        SELECT (SELECT epoch_us(begin) FROM begun),
                            epoch_us(max(event_time) FILTER (WHERE known <= (SELECT "end" FROM ended))),
                            epoch_us(max(received_time) FILTER (WHERE known <= (SELECT "end" FROM ended))),
                            count(user_id), approx_count_distinct(user_id),
                            count(user_id) FILTER (WHERE event_type = 'purchase'),
                            count(*) FILTER (WHERE event_type = 'purchase' AND coalesce(session_id, user_id) IS NOT NULL),
                            count(*) FILTER (WHERE event_type NOT IN ('purchase', 'refund')),
                            count(*) FILTER (WHERE event_time < (SELECT "end" FROM ended) - INTERVAL %2$d MINUTES),
                            EXISTS (%4$s) OR EXISTS (%5$s), (SELECT before::BIGINT FROM begun), (SELECT after::BIGINT FROM ended)
                        FROM known""")
                                .formatted(
                                        relation,
                                        Plan.VISIT_GAP.toMinutes(),
                                        DAYS_OF_A_GAP,
                                        EventLog.told(relation),
                                        toldAgain(relation)))
                .getFirst();
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
