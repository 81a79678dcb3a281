package io.foresale.fuse;

import io.foresale.events.ProductSql;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is known of products at each moment, from everyone's events, also where those lie in several shards. */
final class Products {

    /** What is made of the parts. */
    private static final List<String> TABLES = List.of("products", "reviews", "together");

    private final Session session;
    private final Map<Integer, Map<String, Path>> merged = new HashMap<>();

    Products(Session session) {
        this.session = session;
    }

    /** Keeps what {@code seen} of one shard says at a moment, one file a part, by {@link #name}. */
    Map<String, Path> collect(Moment moment) {
        ProductSql.partials().forEach(session::run);
        return write(ProductSql.PARTS, moment);
    }

    /** Makes one of what was collected of all shards at a moment: its tables. */
    Map<String, Path> merge(Moment moment, Map<String, List<Path>> parts) {
        parts.forEach((part, files) -> {
            session.run("DROP TABLE IF EXISTS " + part);
            session.run("CREATE OR REPLACE VIEW %s AS SELECT * FROM %s".formatted(part, Sql.parquet(files)));
        });
        ProductSql.merge().forEach(session::run);
        ProductSql.PARTS.forEach(part -> session.run("DROP VIEW " + part));
        return write(TABLES, moment);
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
            var files = merged.get(moment.number());
            TABLES.forEach(table -> session.run("CREATE OR REPLACE TABLE %s AS SELECT * FROM %s"
                    .formatted(table, Sql.parquet(List.of(files.get(name(table, moment)))))));
        }
    }

    /** In an order that rows of one content always have, as the object is named by it. */
    private Map<String, Path> write(List<String> tables, Moment moment) {
        var files = new TreeMap<String, Path>();
        for (var table : tables) {
            var name = name(table, moment);
            var file = session.directory().resolve(name + ".parquet");
            session.run("COPY (FROM %s ORDER BY ALL) TO %s (FORMAT parquet, COMPRESSION zstd)"
                    .formatted(table, Sql.text(file)));
            files.put(name, file);
        }
        return files;
    }

    /** What a table of a moment is kept as. */
    static String name(String table, Moment moment) {
        return table + "-" + moment.number();
    }
}
