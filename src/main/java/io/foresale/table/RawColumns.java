package io.foresale.table;

import io.foresale.domain.Column;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.domain.personal.PersonalData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which column of an upload stands for which of the schema: by name, whatever the case.
 *
 * @param warnings of columns that are missing or not known
 */
record RawColumns(Map<String, String> cells, List<String> warnings) {

    private static final int NAMED = 10;

    static RawColumns match(RawTable raw, Schema schema) {
        var byName = new HashMap<String, String>();
        raw.columns().forEach(c -> byName.put(ColumnNames.folded(c), c));
        var cells = new HashMap<String, String>();
        var missing = new ArrayList<String>();
        for (var column : used(schema)) {
            Optional.ofNullable(byName.get(ColumnNames.folded(column.name())))
                    .ifPresentOrElse(
                            c -> cells.put(column.name(), raw.cleaned() ? raw.cell(c) : CleaningSql.words(raw.cell(c))),
                            () -> missing.add(column.name()));
        }
        var features = schema.features().stream().map(Column::name).toList();
        if (!features.isEmpty() && features.stream().noneMatch(cells::containsKey)) {
            throw PermanentException.invalid(
                    raw.name(),
                    "columns such as " + named(features),
                    named(raw.columns()),
                    "name the columns as in the data set's other uploads");
        }
        var known = new HashSet<String>();
        schema.columns().forEach(c -> known.add(ColumnNames.folded(c.name())));
        var unknown = raw.columns().stream()
                .filter(c -> !known.contains(ColumnNames.folded(c)))
                .toList();
        return new RawColumns(cells, warnings(missing, unknown));
    }

    private static List<String> warnings(List<String> missing, List<String> unknown) {
        var warnings = new ArrayList<String>();
        if (!missing.isEmpty()) {
            warnings.add("columns that this upload lacks, taken as missing values: " + named(missing));
        }
        if (!unknown.isEmpty()) {
            warnings.add("columns that the data set does not know, ignored: " + named(unknown));
        }
        return List.copyOf(warnings);
    }

    static List<Column> used(Schema schema) {
        return schema.columns().stream().filter(c -> c.role() != Role.DROP).toList();
    }

    /** An expression for the column's cells, cleaned, NULL where missing. */
    String cell(Column column) {
        return cells.getOrDefault(column.name(), "NULL::VARCHAR");
    }

    static String named(List<String> names) {
        var some = PersonalData.mask(String.join(", ", names.subList(0, Math.min(NAMED, names.size()))));
        return names.size() > NAMED ? some + " and " + (names.size() - NAMED) + " more" : some;
    }
}
