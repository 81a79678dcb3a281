package io.foresale.ingest;

import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.List;

/** How many rows of one clean part stand in others. */
final class Overlap {

    long count(Path part, List<Path> others, Session session) {
        return others.isEmpty()
                ? 0
                : session.query(
                                row -> row.whole(0),
                                "SELECT count(*) FROM " + Sql.parquet(List.of(part))
                                        + " WHERE _hash IN (SELECT _hash FROM " + Sql.parquet(others) + ")")
                        .getFirst();
    }
}
