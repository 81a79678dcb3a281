package io.foresale.fuse;

import io.foresale.events.EventLog;
import io.foresale.events.Guests;
import io.foresale.events.Shard;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The clean events of all uploads of a log, on local disk.
 *
 * @param uploads each with its files in the order of their shards
 */
record StagedLog(List<Upload> uploads) {

    /** Events of a shard of which features are made in memory. */
    private static final long EVENTS = 2_000_000;

    private static final int MOST = 64;

    /**
     * One upload's files; a user's events are in the one that the low bits of the user's hash name.
     *
     * @param shards in how many its events are laid out, a power of two
     * @param files by shard; a shard without an event has none
     */
    record Upload(int ordinal, int shards, Map<Integer, Path> files) {

        private List<Path> all() {
            return List.copyOf(files.values());
        }

        private List<Path> of(Shard shard) {
            return Optional.ofNullable(files.get(shard.number() % shards)).stream()
                    .toList();
        }
    }

    /** In as many shards as the largest upload has, or more where many uploads make a large log. */
    int shards(Session session) {
        long events = session.query(row -> row.whole(0), "SELECT count(*) FROM " + Sql.parquet(files()))
                .getFirst();
        int shards = uploads.stream().mapToInt(Upload::shards).max().orElse(1);
        while (shards < MOST && events > shards * EVENTS) {
            shards *= 2;
        }
        return shards;
    }

    private List<Path> files() {
        return uploads.stream().flatMap(u -> u.all().stream()).toList();
    }

    /** What several shards have to know of each other; empty where that is nothing. */
    Optional<Guests> guests(Session session, int shards) {
        var all = uploads.stream()
                .map(u -> new EventLog.Upload(u.ordinal(), u.all()))
                .toList();
        return shards == 1 ? Optional.empty() : EventLog.guests(session, all, shards);
    }

    /** The log of one shard's users. */
    EventLog shard(Session session, Shard shard, Optional<Guests> guests) {
        var files = uploads.stream()
                .map(u -> new EventLog.Upload(u.ordinal(), u.of(shard)))
                .filter(u -> !u.files().isEmpty())
                .toList();
        return guests.map(g -> EventLog.of(session, files, shard, g))
                .orElseGet(() -> EventLog.of(session, files, shard));
    }

    Plan.Span span(Session session) {
        var relation = Sql.parquet(files());
        return session.query(
                        row -> new Plan.Span(
                                instant(row.whole(0)),
                                instant(row.whole(1)),
                                instant(row.whole(2)),
                                row.whole(3),
                                row.whole(4),
                                row.whole(5),
                                row.whole(6),
                                row.whole(7),
                                row.whole(8)),
                        """
                        SELECT epoch_us(min(event_time)), epoch_us(max(event_time)), epoch_us(max(received_time)),
                            count(user_id), approx_count_distinct(user_id),
                            count(user_id) FILTER (WHERE event_type = 'purchase'),
                            count(*) FILTER (WHERE event_type = 'purchase' AND coalesce(session_id, user_id) IS NOT NULL),
                            count(*) FILTER (WHERE event_type NOT IN ('purchase', 'refund')),
                            count(*) FILTER (WHERE event_time
                                < (SELECT max(received_time) FROM %1$s) - INTERVAL %2$d MINUTES)
                        FROM %1$s""".formatted(relation, Plan.VISIT_GAP.toMinutes()))
                .getFirst();
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
