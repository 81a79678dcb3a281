package io.foresale.events;

import io.foresale.port.TableEngine.Row;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a person wants to know of clean events. */
final class EventSummary {

    private static final String ISO = "'%Y-%m-%dT%H:%M:%SZ'";

    private final List<Path> shards;
    private final Session session;

    EventSummary(List<Path> shards, Session session) {
        this.shards = shards;
        this.session = session;
    }

    /** The first and the last moment. */
    record Range(String first, String last) {}

    Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>(Map.of("accepted", 0L, "withoutUser", 0L, "users", 0L, "products", 0L));
        // A user is in one shard only.
        for (var shard : shards) {
            session.query(
                            row -> Map.of("accepted", row.whole(0), "withoutUser", row.whole(1), "users", row.whole(2)),
                            "SELECT count(*), count(*) FILTER (WHERE user_id IS NULL), count(DISTINCT user_id) FROM "
                                    + Sql.parquet(List.of(shard)))
                    .getFirst()
                    .forEach((name, n) -> counts.merge(name, n, Long::sum));
        }
        if (!shards.isEmpty()) {
            var all = Sql.parquet(shards);
            session.query(row -> row.whole(0), "SELECT count(DISTINCT product_id) FROM " + all)
                    .forEach(n -> counts.put("products", n));
            session.stream(
                    row -> counts.put(row.text(0), row.whole(1)),
                    "SELECT event_type, count(*) FROM " + all + " GROUP BY event_type");
        }
        return counts;
    }

    Optional<Range> range() {
        return shards.isEmpty()
                ? Optional.empty()
                : session
                        .query(
                                EventSummary::range,
                                "SELECT strftime(min(event_time), %1$s), strftime(max(event_time), %1$s) FROM %2$s"
                                        .formatted(ISO, Sql.parquet(shards)))
                        .stream()
                        .findFirst();
    }

    private static Range range(Row row) {
        return new Range(row.text(0), row.text(1));
    }
}
