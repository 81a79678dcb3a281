package io.foresale.table;

import io.foresale.domain.Column;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The SQL that joins clean rows with the vectors of their texts. Pure. */
public final class FeatureTable {

    /** Rows a row group; with vectors a row takes kilobytes, and a row group must fit in memory several times. */
    private static final int ROW_GROUP = 10_240;

    private final Schema schema;

    public FeatureTable(Schema schema) {
        this.schema = schema;
    }

    /** A staged file of clean rows and the upload it came from. */
    public record CleanFile(ObjectKey upload, Path file) {}

    /**
     * The statements that write the feature table to a file: {@code _upload} (key), {@code _row}, {@code _hash}, then the
     * schema's columns, with the vector in place of each text, and the intent behind it where texts are judged. They leave
     * the table {@code examples} behind.
     */
    public List<String> statements(
            List<CleanFile> clean, List<Path> vectors, List<Path> intents, boolean dropDuplicates, Path target) {
        var statements = new ArrayList<String>();
        statements.add("CREATE TABLE examples AS "
                + clean.stream().map(this::rowsOf).collect(Collectors.joining(" UNION ALL ")));
        if (dropDuplicates) {
            statements.add(
                    "DELETE FROM examples WHERE rowid NOT IN (SELECT arg_min(rowid, (_upload, _row)) FROM examples GROUP BY _hash)");
        }
        if (!vectors.isEmpty()) {
            statements.add(
                    "CREATE TABLE vectors AS SELECT DISTINCT ON (hash) hash, vector FROM " + Sql.parquet(vectors));
        }
        statements.add(intents(intents));
        statements.add("COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d)"
                .formatted(join(!vectors.isEmpty()), Sql.text(target), ROW_GROUP));
        return statements;
    }

    /** Makes {@code intents(hash, intent)} of files; a text that was judged twice has the lesser one. */
    public static String intents(List<Path> files) {
        return files.isEmpty()
                ? "CREATE TABLE intents (hash VARCHAR, intent DOUBLE)"
                : "CREATE TABLE intents AS SELECT hash, min(intent) AS intent FROM " + Sql.parquet(files)
                        + " GROUP BY hash ORDER BY hash";
    }

    private String rowsOf(CleanFile part) {
        return "SELECT %s AS _upload, _row, _hash, %s FROM read_parquet(%s)"
                .formatted(
                        Sql.text(part.upload().value()),
                        used().map(c -> Sql.name(c.name())).collect(Collectors.joining(", ")),
                        Sql.text(part.file()));
    }

    private String join(boolean anyVectors) {
        var joins = new StringBuilder();
        var columns = new ArrayList<>(List.of("e._upload", "e._row", "e._hash"));
        for (var column : used().toList()) {
            var name = Sql.name(column.name());
            if (column.role() != Role.TEXT) {
                columns.add("e." + name);
            } else if (anyVectors) {
                var alias = "v" + columns.size();
                columns.add(alias + ".vector AS " + name);
                joins.append(" LEFT JOIN vectors %1$s ON %1$s.hash = %2$s".formatted(alias, Sql.textHash("e." + name)));
            } else {
                columns.add("NULL::FLOAT[1] AS " + name);
            }
            if (column.role() == Role.TEXT && schema.intentModel().isPresent()) {
                var alias = "i" + columns.size();
                columns.add(alias + ".intent AS " + Sql.name(Schema.intentOf(column.name())));
                joins.append(" LEFT JOIN intents %1$s ON %1$s.hash = %2$s".formatted(alias, Sql.textHash("e." + name)));
            }
        }
        return "SELECT " + String.join(", ", columns) + " FROM examples e" + joins + " ORDER BY e._upload, e._row";
    }

    private Stream<Column> used() {
        return schema.uploaded().columns().stream().filter(c -> c.role() != Role.DROP);
    }
}
