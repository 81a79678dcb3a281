package io.foresale.score;

import io.foresale.port.TableEngine.Session;
import io.foresale.table.FeatureRows;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects scores in a session and writes them as files, in the order they came. */
final class ScoreTable {

    private static final String OF_EXAMPLES =
            "upload VARCHAR, row BIGINT, id VARCHAR, probability DOUBLE, band VARCHAR,"
                    + " text_used BOOLEAN, missing VARCHAR, unknown VARCHAR";

    private final Session session;
    private final String columns;
    private long size;

    private ScoreTable(Session session, String definitions, String columns) {
        this.session = session;
        this.columns = columns;
        session.run("CREATE TABLE scores (" + definitions + ")");
    }

    /** For rows of several uploads. */
    static ScoreTable ofUploads(Session session) {
        return new ScoreTable(session, OF_EXAMPLES, "*");
    }

    /** For rows of one file, or of no upload. */
    static ScoreTable ofShoppers(Session session) {
        return new ScoreTable(session, OF_EXAMPLES, "* EXCLUDE (upload)");
    }

    /** For shoppers of a log: their features are Foresale's own, so that some are missing says nothing to anyone. */
    static ScoreTable ofUsers(Session session) {
        return new ScoreTable(session, OF_EXAMPLES, "id, probability, band");
    }

    /** For the likeliest products of shoppers. */
    static ScoreTable ofProducts(Session session) {
        return new ScoreTable(
                session,
                "id VARCHAR, rank BIGINT, product_id VARCHAR, product_name VARCHAR, probability DOUBLE, band VARCHAR",
                "*");
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
        add(scored);
    }

    /** Rows in the order of the table's columns. */
    void add(List<Object[]> rows) {
        session.append("scores", rows);
        size += rows.size();
    }

    /** The rows of a file that this wrote before with all its columns. */
    void addAll(Path parquet) {
        size += session.run(
                "INSERT INTO scores SELECT * EXCLUDE (file_row_number) FROM read_parquet(%s, file_row_number = true) ORDER BY file_row_number"
                        .formatted(Sql.text(parquet)));
    }

    Path parquet() {
        return write("scores.parquet", "(FORMAT parquet, COMPRESSION zstd)");
    }

    Path csv() {
        return write("scores.csv", "(FORMAT csv, HEADER)");
    }

    private Path write(String name, String format) {
        var file = session.directory().resolve(name);
        session.run("COPY (SELECT " + columns + " FROM scores ORDER BY rowid) TO " + Sql.text(file) + " " + format);
        return file;
    }
}
