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

    private static final String USUAL = "scores";

    private final Session session;
    private final String name;
    private final String columns;
    private long size;

    private ScoreTable(Session session, String name, String definitions, String columns) {
        this.session = session;
        this.name = name;
        this.columns = columns;
        session.run("CREATE TABLE " + name + " (" + definitions + ")");
    }

    /** For rows of several uploads. */
    static ScoreTable ofUploads(Session session) {
        return new ScoreTable(session, USUAL, OF_EXAMPLES, "*");
    }

    /** For rows of one file, or of no upload. */
    static ScoreTable ofShoppers(Session session) {
        return new ScoreTable(session, USUAL, OF_EXAMPLES, "* EXCLUDE (upload)");
    }

    /** For shoppers of a log: their features are Foresale's own, so that some are missing says nothing to anyone. */
    static ScoreTable ofUsers(Session session) {
        return new ScoreTable(session, USUAL, OF_EXAMPLES, "id, probability, band");
    }

    /** For the likeliest products of shoppers. */
    static ScoreTable ofProducts(Session session) {
        return ofProducts(session, USUAL);
    }

    /** The same, in a table of this name. */
    static ScoreTable ofProducts(Session session, String name) {
        return new ScoreTable(
                session,
                name,
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
        session.append(name, rows);
        size += rows.size();
    }

    /** The rows of a file that this wrote before with all its columns. */
    void addAll(Path parquet) {
        size += session.run("INSERT INTO " + name
                + " SELECT * EXCLUDE (file_row_number) FROM read_parquet(%s, file_row_number = true) ORDER BY file_row_number"
                        .formatted(Sql.text(parquet)));
    }

    /** Gives up what it holds; files stay. */
    void drop() {
        session.run("DROP TABLE " + name);
    }

    Path parquet() {
        return write(".parquet", "(FORMAT parquet, COMPRESSION zstd)");
    }

    Path csv() {
        return write(".csv", "(FORMAT csv, HEADER)");
    }

    private Path write(String ending, String format) {
        var file = session.directory().resolve(name + ending);
        session.run(
                "COPY (SELECT " + columns + " FROM " + name + " ORDER BY rowid) TO " + Sql.text(file) + " " + format);
        return file;
    }
}
