package io.foresale.fuse;

import io.foresale.events.ProductSql;
import io.foresale.events.Shard;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** What is known of products at each moment, from everyone's events, also where those lie in several shards. */
final class Products {

    /** What is made of the parts. */
    static final List<String> TABLES = List.of("products", "reviews", "together");

    private final Session session;
    private final int shards;

    Products(Session session, int shards) {
        this.session = session;
        this.shards = shards;
    }

    /** Keeps what {@code seen} of one shard says at a moment. */
    void collect(Moment moment, Shard shard) {
        ProductSql.partials().forEach(session::run);
        ProductSql.PARTS.forEach(part -> write(part, part(part, moment, shard.number())));
    }

    /** Makes one of all shards' parts. */
    void merge(Moment moment) {
        for (var part : ProductSql.PARTS) {
            var files = IntStream.range(0, shards)
                    .mapToObj(k -> part(part, moment, k))
                    .toList();
            session.run("DROP TABLE IF EXISTS " + part);
            session.run("CREATE OR REPLACE VIEW " + part + " AS SELECT * FROM " + Sql.parquet(files));
        }
        ProductSql.merge().forEach(session::run);
        TABLES.forEach(table -> write(table, merged(table, moment)));
        ProductSql.PARTS.forEach(part -> session.run("DROP VIEW " + part));
    }

    /** Makes {@link #TABLES} of this moment, at which {@code seen} has to stand where there is one shard only. */
    void of(Moment moment) {
        if (shards == 1) {
            ProductSql.statements().forEach(session::run);
        } else {
            TABLES.forEach(table -> session.run("CREATE OR REPLACE TABLE " + table + " AS SELECT * FROM "
                    + Sql.parquet(List.of(merged(table, moment)))));
        }
    }

    private void write(String table, Path file) {
        session.run("COPY " + table + " TO " + Sql.text(file) + " (FORMAT parquet)");
    }

    private Path part(String name, Moment moment, int shard) {
        return session.directory().resolve("%s-%d-%d.parquet".formatted(name, moment.number(), shard));
    }

    private Path merged(String name, Moment moment) {
        return session.directory().resolve("%s-%d.parquet".formatted(name, moment.number()));
    }
}
