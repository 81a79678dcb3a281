package io.foresale.bench;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.domain.Question;
import io.foresale.events.EventLog;
import io.foresale.events.FeatureSet;
import io.foresale.events.Shard;
import io.foresale.port.TableEngine;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The features of who for everyone at one cut-off, in a fresh process: {@code foresale LOG SCRATCH SHARDS} from clean events
 * to one feature table a shard; {@code duckdb LOG SCRATCH SHARDS} with one statement written by hand, for the columns of the
 * families activity, recency and variety (without focus) only; {@code events LOG N} makes such a log of N events by a tenth
 * as many users. Prints {@link Cost}.
 */
public final class FeatureBenchmark {

    private static final int LOOK_BACK = 28;
    private static final Instant CUT_OFF = Instant.parse("2026-01-29T00:00:00Z");

    private static final String LOG = """
            COPY (
                SELECT i AS _row, md5_number_lower(i::VARCHAR) AS _hash, NULL::VARCHAR AS event_id, at AS event_time, at AS received_time,
                    CASE WHEN r < 700 THEN 'view' WHEN r < 780 THEN 'list_view' WHEN r < 850 THEN 'search'
                        WHEN r < 930 THEN 'add_to_cart' WHEN r < 945 THEN 'remove_from_cart'
                        WHEN r < 955 THEN 'begin_checkout' WHEN r < 990 THEN 'purchase' WHEN r < 993 THEN 'refund'
                        ELSE 'review' END AS event_type,
                    'user-' || u AS user_id, NULL::VARCHAR AS anonymous_id,
                    's-' || u || '-' || i * 20 // %1$d AS session_id, 'p' || p AS product_id,
                    'Product ' || p AS product_name, 'c' || p %% 200 AS category, 'b' || p %% 500 AS brand,
                    p %% 300 + 0.99 AS price, 1.0::DOUBLE AS quantity, 'EUR' AS currency,
                    'o-' || u || '-' || i * 100 // %1$d AS order_id, NULL::VARCHAR AS query,
                    NULL::VARCHAR AS review_text, NULL::DOUBLE AS rating,
                    CASE WHEN p %% 3 = 0 THEN '{"device":"mobile"}' ELSE '{"device":"desktop"}' END AS attributes
                FROM (
                    SELECT i, hash(i) %% 1000 AS r, hash(i, 7) %% 20000 AS p,
                        (pow(hash(i, 3) %% 1000000 / 1e6, 1.5) * %1$d / 10)::BIGINT AS u,
                        make_timestamp(1767225600000000 + (i * (2419200000000.0 / %1$d))::BIGINT) AS at
                    FROM range(%1$d) AS t(i)))
            TO %2$s (FORMAT parquet, COMPRESSION zstd)
            """;

    private FeatureBenchmark() {}

    public static void main(String[] args) throws IOException {
        if (args[0].equals("events")) {
            log(Path.of(args[1]), Long.parseLong(args[2]));
            return;
        }
        int shards = Integer.parseInt(args[3]);
        System.out.println(Cost.of(() -> compute(args, shards)));
    }

    private static void compute(String[] args, int shards) throws IOException {
        for (int i = 0; i < shards; i++) {
            try (var session = engine(Path.of(args[2])).open()) {
                seen(session, Path.of(args[1]), new Shard(i, shards));
                switch (args[0]) {
                    case "foresale" -> FeatureSet.of(Question.WHO, LOOK_BACK).compute(session, "computed");
                    case "duckdb" -> session.run(byHand());
                    default -> throw new IllegalArgumentException("foresale, duckdb or events, not " + args[0]);
                }
            }
        }
    }

    private static TableEngine engine(Path scratch) {
        return new DuckDbEngine(scratch, "1GiB", Runtime.getRuntime().availableProcessors());
    }

    private static void log(Path file, long events) throws IOException {
        try (var session = engine(file.resolveSibling("scratch")).open()) {
            var made = session.directory().resolve("log.parquet");
            session.run(LOG.formatted(events, Sql.text(made)));
            Files.move(made, file);
        }
    }

    private static void seen(Session session, Path log, Shard shard) throws IOException {
        var file = Files.createLink(session.directory().resolve("log.parquet"), log);
        EventLog.of(session, List.of(new EventLog.Upload(0, List.of(file))), shard)
                .seen(CUT_OFF, LOOK_BACK, 2_000);
        session.run("CREATE TABLE examples AS SELECT DISTINCT user_id FROM seen WHERE user_id IS NOT NULL");
    }

    private static String byHand() {
        var types = List.of(
                "view",
                "list_view",
                "search",
                "add_to_cart",
                "remove_from_cart",
                "wishlist",
                "begin_checkout",
                "purchase",
                "refund",
                "review",
                "other");
        var columns = Stream.of(1, 7, LOOK_BACK).flatMap(w -> Stream.of(
                        types.stream().map(t -> "count(*) FILTER (event_type = '%s' AND age < %d)".formatted(t, w)),
                        Stream.of("product_id", "category", "brand", "event_time::DATE")
                                .map(c -> "count(DISTINCT %s) FILTER (age < %d)".formatted(c, w)),
                        Stream.of("count(*) FILTER (age < %d)".formatted(w)))
                .flatMap(s -> s));
        var recency = Stream.concat(
                Stream.of("min(age)", "max(age)"),
                types.stream().map(t -> "min(age) FILTER (event_type = '%s')".formatted(t)));
        return Stream.concat(columns, recency)
                .collect(Collectors.joining(
                        ", ", "CREATE TABLE computed AS SELECT user_id, ", " FROM seen GROUP BY user_id"));
    }
}
