package io.foresale.table;

import io.foresale.domain.Column;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.port.TableEngine.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The readable rows of an upload with typed columns. */
final class TypedRows {

    /** Every column's patterns are compiled anew; the engine runs out of memory when it does so for thousands at once. */
    private static final int COLUMNS_AT_ONCE = 64;

    /** The roles of columns whose cells may hold personal data that is not needed. */
    static final Set<Role> MASKED = Set.of(Role.TEXT, Role.CATEGORICAL);

    private final Schema schema;
    private final RawColumns columns;
    private final Masking masking;
    private final Session session;
    private final List<Column> used;

    TypedRows(Schema schema, RawColumns columns, Masking masking, Session session) {
        this.schema = schema;
        this.columns = columns;
        this.masking = masking;
        this.session = session;
        this.used = RawColumns.used(schema);
    }

    /**
     * What SQL can read from: {@code _row}, {@code _line}, the typed columns, the cleaned cells under the names of
     * {@link CleaningSql#cell}, and in {@code _misfit} the number of the first column that a cell does not fit.
     */
    String relation() {
        if (used.size() <= COLUMNS_AT_ONCE) {
            return "(" + query(0, used.size()) + ")";
        }
        var groups = Math.ceilDiv(used.size(), COLUMNS_AT_ONCE);
        for (int g = 0; g < groups; g++) {
            // As files: a table in memory takes a block for every column, however few rows there are. Sorted, as the
            // groups' rows are put together by their places.
            var file = Sql.text(session.directory().resolve("typed_" + g + ".parquet"));
            var query = query(g * COLUMNS_AT_ONCE, Math.min((g + 1) * COLUMNS_AT_ONCE, used.size()));
            session.run("COPY (%s ORDER BY _row) TO %s (FORMAT parquet)".formatted(query, file));
            session.run("CREATE VIEW typed_%d AS SELECT * FROM read_parquet(%s)".formatted(g, file));
        }
        return "(SELECT typed_0._row, typed_0._line, %s, coalesce(%s) AS _misfit FROM %s)"
                .formatted(
                        each(groups, "typed_%d.* EXCLUDE (_row, _line, _misfit)", ", "),
                        each(groups, "typed_%d._misfit", ", "),
                        each(groups, "typed_%d", " POSITIONAL JOIN "));
    }

    private static String each(int groups, String template, String separator) {
        return IntStream.range(0, groups).mapToObj(template::formatted).collect(Collectors.joining(separator));
    }

    /**
     * One layer on the other, so that the engine works out each step once: cells, values, misfits. It would work out values
     * a second time to filter by their misfits first; it does not where these may change with every look, as chance does.
     */
    private String query(int from, int to) {
        var cells = new ArrayList<>(List.of("_row", "_line"));
        var values = new ArrayList<>(List.of("_row", "_line"));
        var misfits = new StringBuilder();
        for (int i = from; i < to; i++) {
            var column = used.get(i);
            var cell = CleaningSql.cell(i);
            cells.add(columns.cell(column) + " AS " + cell);
            values.add(value(column, cell) + " AS " + Sql.name(column.name()));
            if (!CleaningSql.misfit(column).isEmpty()) {
                misfits.append(
                        " WHEN t.%s IS NULL AND t.%s IS NOT NULL THEN %d".formatted(Sql.name(column.name()), cell, i));
                values.add(cell);
            }
        }
        var misfit = misfits.isEmpty() ? "NULL::INTEGER" : "CASE" + misfits + " END + (0 * random())::INTEGER";
        return "SELECT *, %s AS _misfit FROM (SELECT %s FROM (SELECT %s FROM raw)) t"
                .formatted(misfit, String.join(", ", values), String.join(", ", cells));
    }

    /** What names a shopper is left as it is: other tables know it by that. */
    private String value(Column column, String cell) {
        var value = CleaningSql.value(column, schema, cell);
        return MASKED.contains(column.role()) ? masking.value(cell, value) : value;
    }

    /** A query of row, line, number of the column and value of what does not fit. */
    static String misfits(String typed, List<Column> used) {
        var values = new StringBuilder("CASE _misfit");
        boolean any = false;
        for (int i = 0; i < used.size(); i++) {
            if (!CleaningSql.misfit(used.get(i)).isEmpty()) {
                values.append(" WHEN ").append(i).append(" THEN ").append(CleaningSql.cell(i));
                any = true;
            }
        }
        return "SELECT _row, _line, _misfit, left(%s, 200) AS v FROM %s WHERE _misfit IS NOT NULL"
                .formatted(any ? values + " END" : "''", typed);
    }
}
