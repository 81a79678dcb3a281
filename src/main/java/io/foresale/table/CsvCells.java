package io.foresale.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where in the window the cells of one record lie. */
final class CsvCells {

    private int[] from = new int[64];
    private int[] to = new int[64];
    private boolean[] quoted = new boolean[64];
    private int count;

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    void add(int cellFrom, int cellTo, boolean inQuotes) {
        if (count == from.length) {
            from = Arrays.copyOf(from, count * 2);
            to = Arrays.copyOf(to, count * 2);
            quoted = Arrays.copyOf(quoted, count * 2);
        }
        from[count] = cellFrom;
        to[count] = cellTo;
        quoted[count++] = inQuotes;
    }

    /** Whether there is nothing but one empty cell, as on a blank line. */
    boolean none() {
        return count == 1 && from[0] == to[0] && !quoted[0];
    }

    /** Unquoted. */
    List<String> values(Window window) {
        var values = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            var text = window.text(from[i], to[i]);
            values.add(quoted[i] ? text.replace("\"\"", "\"") : text);
        }
        return values;
    }

    void write(Window window, RecordWriter out) {
        for (int i = 0; i < count; i++) {
            out.separator();
            out.cell(window.bytes, from[i], to[i], quoted[i]);
        }
    }
}
