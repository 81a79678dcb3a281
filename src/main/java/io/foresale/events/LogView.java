package io.foresale.events;

import io.foresale.events.EventFormat.Field;
import io.foresale.table.RawTable;
import io.foresale.table.Sql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The relation {@code log} that the SQL of a schema reads: every column that the schema knows, under the name it has there,
 * NULL where the upload lacks it, and {@code _at} with the row, the line and the number of the reason why it is of another
 * schema, as {@link EventFormat#foreign} counts.
 */
final class LogView {

    final EventFormat format;
    private final RawTable raw;
    private final Map<String, String> present = new HashMap<>();

    LogView(EventFormat format, RawTable raw) {
        this.format = format;
        this.raw = raw;
        raw.columns().forEach(c -> present.put(EventFormats.folded(c), c));
    }

    /** What the SQL of the schema selects from {@code raw} or a part of it. */
    String over(String relation) {
        var fields =
                format.fields().map(f -> cell(f) + " AS " + Sql.name(f.name())).collect(Collectors.joining(", "));
        return "WITH log AS NOT MATERIALIZED (SELECT {'row': _row, 'line': _line, 'lacks': %s} AS _at, %s FROM %s) SELECT * FROM (%s)"
                .formatted(lacks(), fields, relation, format.sql());
    }

    /** The number of the reason why a row of {@code raw} is of another schema, as SQL; NULL where it is of this one. */
    String lacks() {
        var cases = new StringBuilder();
        int number = 0;
        for (var name : format.everyLine()) {
            cases.append(" WHEN ")
                    .append(cell(format.column(name)))
                    .append(" IS NULL THEN ")
                    .append(number++);
        }
        for (var rival : format.rivals()) {
            var fits = rival.everyLine().stream().map(name -> cell(rival.column(name)) + " IS NOT NULL");
            cases.append(" WHEN ").append(fits.collect(Collectors.joining(" AND ")));
            cases.append(" THEN ").append(number++);
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

    /** Those of the upload's columns that go nowhere: the schema does not know them, or has no use for them. */
    List<String> unused(List<String> columns) {
        var used = format.fields()
                .flatMap(f -> f.sources().stream())
                .map(EventFormats::folded)
                .collect(Collectors.toSet());
        return columns.stream()
                .filter(c -> !used.contains(EventFormats.folded(c)))
                .toList();
    }
}
