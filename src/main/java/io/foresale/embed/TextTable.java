package io.foresale.embed;

import io.foresale.domain.Column;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The SQL over the texts of a part. */
final class TextTable {

    /** Texts that no answer is known to, from one place to before another in the order of all hashes. */
    static final String UNKNOWN = """
            SELECT hash, text FROM texts
            WHERE place >= ? AND place < ? AND hash NOT IN (SELECT hash FROM known) ORDER BY place""";

    /** For answers that are known, and why those that say nothing of their text do not. */
    static final String CREATE_KNOWN = "CREATE OR REPLACE TABLE known (hash VARCHAR, lack VARCHAR)";

    /** How often the known answers lack something, by reason. */
    static final String LACKS = "SELECT lack, count(*) FROM known WHERE lack IS NOT NULL GROUP BY lack ORDER BY lack";

    static final String UNKNOWN_HASHES = "SELECT hash FROM texts WHERE hash NOT IN (SELECT hash FROM known)";

    /** A text that was asked about again has an answer where any of its rows has. */
    static final String ANSWERED_AT_LAST = """
            DELETE FROM known WHERE lack IS NOT NULL AND hash IN (SELECT hash FROM known WHERE lack IS NULL)""";

    /** Has texts that had no answer asked about again. */
    static final String FORGET_LACKS = "DELETE FROM known WHERE lack IS NOT NULL";

    /** Adds to {@code known} what was just kept of {@code chunk}. */
    static final String ADD_CHUNK = "INSERT INTO known SELECT hash, NULL FROM chunk";

    private TextTable() {}

    /** Makes {@code texts}: every distinct text of these columns with its hash and its place in the order of hashes. */
    static String create(List<Column> columns, List<Path> rows) {
        var texts = columns.stream()
                .map(column -> "SELECT " + Sql.name(column.name()) + " AS text FROM " + Sql.parquet(rows))
                .collect(Collectors.joining(" UNION "));
        return """
                CREATE OR REPLACE TABLE texts AS
                SELECT row_number() OVER (ORDER BY hash) - 1 AS place, hash, text
                FROM (SELECT %s AS hash, text FROM (%s) WHERE text <> '')""".formatted(Sql.textHash("text"), texts);
    }

    /**
     * Adds to {@code known} what of {@code texts} a file of answers holds and no file before it had an answer to.
     *
     * @param lack why an answer says nothing, as SQL over the file
     * @param outdated whether it is not to count, as SQL over the file
     */
    static String addKnown(Path answers, String lack, String outdated) {
        return """
                INSERT INTO known SELECT hash, min(%1$s) AS lack FROM %2$s
                WHERE hash IN (SELECT hash FROM texts) AND hash NOT IN (SELECT hash FROM known WHERE lack IS NULL)
                    AND NOT (%3$s)
                GROUP BY hash
                HAVING min(%1$s) IS NULL OR hash NOT IN (SELECT hash FROM known)""".formatted(lack, Sql.parquet(List.of(answers)), outdated);
    }

    /**
     * Makes an empty {@code chunk}.
     *
     * @param answer the column for the answers, with its type
     */
    static String createChunk(String answer) {
        return "CREATE OR REPLACE TABLE chunk (hash VARCHAR, " + answer + ")";
    }

    static String writeChunk(Path target) {
        return "COPY (FROM chunk ORDER BY hash) TO %s (FORMAT parquet, COMPRESSION zstd)".formatted(Sql.text(target));
    }
}
