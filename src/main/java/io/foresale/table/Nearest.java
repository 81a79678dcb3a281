package io.foresale.table;

import java.util.Comparator;
import java.util.List;

/** Which name someone may have meant who mistyped it. */
final class Nearest {

    private Nearest() {}

    /** The names, those first that fewest edits make of what was written, whatever the case; equally near ones as given. */
    static List<String> first(String written, List<String> names) {
        var folded = ColumnNames.folded(written);
        return names.stream()
                .sorted(Comparator.comparingInt(name -> edits(folded, ColumnNames.folded(name))))
                .toList();
    }

    /** Levenshtein distance: characters to insert, remove or replace. */
    private static int edits(String from, String to) {
        var previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            var row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[to.length()];
    }
}
