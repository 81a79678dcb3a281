package io.foresale.table;

import io.foresale.text.Cells;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A header's names as they can stand beside each other: none blank, none twice (whatever the case, which engines do not
 * tell apart), none that Foresale uses itself.
 *
 * @param warnings of what had to be renamed
 */
record ColumnNames(List<String> names, List<String> warnings) {

    private static final Set<String> RESERVED = Set.of("_row", "_line", "_hash", "_upload", "_misfit");

    static ColumnNames of(List<String> header) {
        var names = new ArrayList<String>();
        var warnings = new ArrayList<String>();
        var taken = new HashSet<String>(RESERVED);
        var given = new HashSet<String>();
        header.forEach(h -> given.add(folded(Cells.plain(h))));
        for (int i = 0; i < header.size(); i++) {
            var wanted = Cells.plain(header.get(i));
            var name = wanted.isEmpty() ? free("column_" + (i + 1), taken, given) : wanted;
            if (!taken.add(folded(name))) {
                name = free(RESERVED.contains(folded(wanted)) ? "column" + wanted : wanted, taken, given);
                warnings.add("column " + (i + 1) + " is called '" + name + "' here, because '" + wanted + "' is taken");
            }
            taken.add(folded(name));
            names.add(name);
        }
        return new ColumnNames(List.copyOf(names), List.copyOf(warnings));
    }

    /** The name itself, or with the first number that makes it a new one; what the header has elsewhere is no such name. */
    private static String free(String name, Set<String> taken, Set<String> given) {
        var candidate = name;
        for (int n = 2; taken.contains(folded(candidate)) || given.contains(folded(candidate)); n++) {
            candidate = name + "_" + n;
        }
        return candidate;
    }

    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
