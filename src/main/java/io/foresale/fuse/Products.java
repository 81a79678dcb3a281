package io.foresale.fuse;

import io.foresale.events.ProductSql;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is known of products at each moment, from everyone's events, also where those lie in several shards. */
final class Products {

    /** What is made of the parts. */
    private static final List<String> TABLES = List.of("products", "reviews", "together");

    private final Session session;
    private final Map<Integer, Map<String, Path>> merged = new HashMap<>();

    Products(Session session) {
        this.session = session;
    }

    /** Keeps what {@code seen} of one shard says at a moment. */
    void collect(Moment moment) {
        ProductSql.partials().forEach(session::run);
        ProductSql.PARTS.forEach(part -> write("FROM " + part + " ORDER BY ALL", file(part, moment)));
    }

    /** What was collected of a shard, one file a part. */
    Map<String, Path> collected(List<Moment> moments) {
        var files = new TreeMap<String, Path>();
        for (var part : ProductSql.PARTS) {
            var rows = moments.stream().map(moment -> "SELECT %d AS _moment, * FROM %s"
                    .formatted(moment.number(), Sql.parquet(List.of(file(part, moment)))));
            var target = session.directory().resolve(part + ".parquet");
            write(rows.collect(Collectors.joining(" UNION ALL ")), target);
            files.put(part, target);
        }
        return files;
    }

    /** Makes one of what was collected of all shards: the tables at a moment. */
    Map<String, Path> merge(Moment moment, Map<String, List<Path>> parts) {
        parts.forEach((part, files) -> {
            session.run("DROP TABLE IF EXISTS " + part);
            session.run("CREATE OR REPLACE VIEW %s AS SELECT * EXCLUDE (_moment) FROM %s WHERE _moment = %d"
                    .formatted(part, Sql.parquet(files), moment.number()));
        });
        ProductSql.merge().forEach(session::run);
        var tables = new TreeMap<String, Path>();
        for (var table : TABLES) {
            tables.put(table, file(table, moment));
            write("FROM " + table + " ORDER BY ALL", file(table, moment));
        }
        ProductSql.PARTS.forEach(part -> session.run("DROP VIEW " + part));
        return tables;
    }

    /** Takes what was merged for a moment, now or before. */
    void take(Moment moment, Map<String, Path> tables) {
        merged.put(moment.number(), tables);
    }

    boolean merged() {
        return !merged.isEmpty();
    }

    /** Makes the tables of a moment: those that were merged for it, or, where {@code seen} is of everyone, what it says. */
    void of(Moment moment) {
        if (!merged()) {
            ProductSql.statements().forEach(session::run);
        } else {
            merged.get(moment.number())
                    .forEach((table, file) -> session.run(
                            "CREATE OR REPLACE TABLE " + table + " AS SELECT * FROM " + Sql.parquet(List.of(file))));
        }
    }

    /** In an order that rows of one content always have, as the object is named by it. */
    private void write(String rows, Path file) {
        session.run("COPY (" + rows + ") TO " + Sql.text(file) + " (FORMAT parquet, COMPRESSION zstd)");
    }

    private Path file(String name, Moment moment) {
        return session.directory().resolve("%s-%d.parquet".formatted(name, moment.number()));
    }
}
