package io.foresale.score;

import io.foresale.port.TableEngine.Session;
import io.foresale.table.FeatureRows;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.ArrayList;

/** Collects scores in a session and writes them as files, in the order they came. */
final class ScoreTable {

    private final Session session;
    private final boolean withUpload;
    private long size;

    /**
     * An empty table.
     *
     * @param withUpload whether rows of several uploads stand in it
     */
    ScoreTable(Session session, boolean withUpload) {
        this.session = session;
        this.withUpload = withUpload;
        session.run("CREATE TABLE scores (upload VARCHAR, row BIGINT, id VARCHAR, probability DOUBLE, band VARCHAR,"
                + " text_used BOOLEAN, missing VARCHAR, unknown VARCHAR)");
    }

    long size() {
        return size;
    }

    void add(FeatureRows rows, Scorer scorer) {
        var scored = new ArrayList<Object[]>();
        for (int i = 0; i < rows.count(); i++) {
            var score = scorer.score(i, false);
            scored.add(new Object[] {
                rows.uploads().get(i),
                rows.rows()[i],
                rows.ids().get(i),
                score.probability(),
                score.band(),
                score.textUsed(),
                String.join(", ", score.missing()),
                String.join(", ", score.unknown())
            });
        }
        session.append("scores", scored);
        size += rows.count();
    }

    Path parquet() {
        return write("scores.parquet", "(FORMAT parquet, COMPRESSION zstd)");
    }

    Path csv() {
        return write("scores.csv", "(FORMAT csv, HEADER)");
    }

    private Path write(String name, String format) {
        var file = session.directory().resolve(name);
        var columns = withUpload ? "*" : "* EXCLUDE (upload)";
        session.run("COPY (SELECT " + columns + " FROM scores ORDER BY rowid) TO " + Sql.text(file) + " " + format);
        return file;
    }
}
