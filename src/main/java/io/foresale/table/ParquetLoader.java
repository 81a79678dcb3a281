package io.foresale.table;

import io.foresale.domain.PermanentException;
import io.foresale.port.TableEngine.Session;
import io.foresale.port.TableEngine.TableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads Parquet; every value as text, nested ones as JSON. */
final class ParquetLoader {

    /** Rows of a part at least, where there are more. */
    private static final long PART = 100_000;

    private final Path file;
    private final String name;
    private final TableLimits limits;

    ParquetLoader(Path file, String name, TableLimits limits) {
        this.file = file;
        this.name = name;
        this.limits = limits;
    }

    /** A column as the file describes it. */
    private record Typed(String name, String type) {}

    RawTable load(Session session) {
        try {
            var typed = session.query(
                    row -> new Typed(row.text(0), row.text(1)),
                    "DESCRIBE SELECT * FROM read_parquet(%s)".formatted(Sql.text(file)));
            if (typed.size() > limits.columns()) {
                throw TableLoader.tooManyColumns(name, typed.size(), limits);
            }
            var names = ColumnNames.of(typed.stream().map(Typed::name).toList());
            var cells = cells(typed, names.names());
            session.run("CREATE VIEW raw AS " + cells);
            long rows = session.query(row -> row.whole(0), "SELECT count(*) FROM raw")
                    .getFirst();
            return new RawTable(
                    name,
                    names.names(),
                    List.of(),
                    rows,
                    rows,
                    Map.of(),
                    names.warnings(),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    session.query(
                                    row -> row.whole(0),
                                    "SELECT sum(total_uncompressed_size)::BIGINT FROM parquet_metadata(%s)"
                                            .formatted(Sql.text(file)))
                            .getFirst(),
                    false,
                    parts(cells, session));
        } catch (TableException e) {
            throw PermanentException.invalid(
                    name,
                    "a whole Parquet file",
                    "one that cannot be read ("
                            + e.getMessage().lines().findFirst().orElse("") + ")",
                    "write and upload it again");
        }
    }

    /** Whole row groups: of a part of one, the engine would read what lies before it, too. */
    private List<String> parts(String cells, Session session) {
        var groups = session.query(
                row -> row.whole(0),
                "SELECT any_value(row_group_num_rows) FROM parquet_metadata(%s) GROUP BY row_group_id ORDER BY row_group_id"
                        .formatted(Sql.text(file)));
        var parts = new ArrayList<String>();
        long from = 0;
        long to = 0;
        for (int group = 0; group < groups.size(); group++) {
            to += groups.get(group);
            if (to - from >= PART || group == groups.size() - 1) {
                parts.add("(%s WHERE file_row_number BETWEEN %d AND %d)".formatted(cells, from, to - 1));
                from = to;
            }
        }
        return parts;
    }

    private String cells(List<Typed> typed, List<String> names) {
        var columns = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(text(typed.get(i)) + " AS " + Sql.name(names.get(i)));
        }
        return "SELECT file_row_number + 1 AS _row, file_row_number + 1 AS _line, %s FROM read_parquet(%s, file_row_number=true)"
                .formatted(String.join(", ", columns), Sql.text(file));
    }

    private static String text(Typed column) {
        var value = Sql.name(column.name());
        var type = column.type();
        var nested = type.startsWith("STRUCT") || type.startsWith("MAP") || type.endsWith("]");
        return nested ? "to_json(" + value + ")::VARCHAR" : value + "::VARCHAR";
    }
}
