package io.foresale.train;

import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The held-out probabilities of a model's rows, as they were drawn, by the hash of the row. A later model is compared with
 * this one on rows that this one was trained on; its own answer for them would flatter it.
 */
final class HeldOut {

    private HeldOut() {}

    static Path write(Session session, List<String> hashes, double[] probabilities) {
        var rows = new ArrayList<Object[]>();
        for (int i = 0; i < probabilities.length; i++) {
            rows.add(new Object[] {hashes.get(i), probabilities[i]});
        }
        var file = session.directory().resolve("heldout.parquet");
        session.run("CREATE TABLE heldout (hash VARCHAR, probability DOUBLE)");
        session.append("heldout", rows);
        // In order, as a sum of three depends on it and the engine's threads have none.
        session.run(
                "COPY (SELECT hash, list_avg(list(probability ORDER BY probability)) AS probability FROM heldout GROUP BY hash ORDER BY hash) TO "
                        + Sql.text(file) + " (FORMAT parquet, COMPRESSION zstd)");
        return file;
    }

    static Map<String, Double> read(Session session, Path file) {
        var probabilities = new HashMap<String, Double>();
        session.stream(
                row -> probabilities.put(row.text(0), row.number(1)),
                "SELECT hash, probability FROM " + Sql.parquet(List.of(file)));
        return probabilities;
    }
}
