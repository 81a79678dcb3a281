package io.foresale.events;

import io.foresale.events.EventFormat.Field;
import io.foresale.table.RawTable;
import io.foresale.table.Sql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The view {@code log} that the SQL of a schema reads: every column that the schema knows, under the name it has there, NULL
 * where the upload lacks it, and {@code _at} with the row, the line and the number of the first field that the line lacks.
 */
final class LogView {

    private final EventFormat format;
    private final RawTable raw;
    private final Map<String, String> present = new HashMap<>();

    LogView(EventFormat format, RawTable raw) {
        this.format = format;
        this.raw = raw;
        raw.columns().forEach(c -> present.put(EventFormats.folded(c), c));
    }

    /** Makes the view over {@code raw} or a part of it. */
    String over(String relation) {
        var fields =
                format.fields().map(f -> cell(f) + " AS " + Sql.name(f.name())).collect(Collectors.joining(", "));
        return "CREATE OR REPLACE TEMP VIEW log AS SELECT {'row': _row, 'line': _line, 'lacks': %s} AS _at, %s FROM %s"
                .formatted(lacks(), fields, relation);
    }

    private String lacks() {
        var cases = new StringBuilder();
        for (int i = 0; i < format.everyLine().size(); i++) {
            var name = format.everyLine().get(i);
            var field = format.columns().stream()
                    .filter(f -> f.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            name + " is on every line and not among the columns of " + format.title()));
            cases.append(" WHEN ").append(cell(field)).append(" IS NULL THEN ").append(i);
        }
        return cases.isEmpty() ? "NULL::INTEGER" : "CASE" + cases + " END";
    }

    private String cell(Field field) {
        var cells = field.sources().stream()
                .map(EventFormats::folded)
                .filter(present::containsKey)
                .map(s -> raw.cell(present.get(s)))
                .distinct()
                .toList();
        var cell = cells.isEmpty()
                ? "NULL::VARCHAR"
                : cells.size() == 1 ? cells.getFirst() : "coalesce(" + String.join(", ", cells) + ")";
        return field.json() ? "try_cast(" + cell + " AS JSON)" : cell;
    }

    /** The upload's own name of a field, for messages. */
    String source(String name) {
        return format.fields()
                .filter(f -> f.name().equals(name))
                .flatMap(f -> f.sources().stream())
                .map(EventFormats::folded)
                .filter(present::containsKey)
                .map(present::get)
                .findFirst()
                .orElse(name);
    }

    /** Those of the upload's columns that the schema has no use for. */
    List<String> unused(List<String> columns) {
        var known = format.fields()
                .flatMap(f -> f.sources().stream())
                .map(EventFormats::folded)
                .collect(Collectors.toSet());
        return columns.stream()
                .filter(c -> !known.contains(EventFormats.folded(c)))
                .toList();
    }
}
