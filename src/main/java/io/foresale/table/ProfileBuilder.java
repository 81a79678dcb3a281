package io.foresale.table;

import io.foresale.domain.NumberFormat;
import io.foresale.domain.TimeFormat;
import io.foresale.text.Cells;
import io.foresale.text.Scripts;
import io.foresale.text.Times;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Looks at the cells of one column. */
final class ProfileBuilder {

    /** Longer values are told apart by their beginning, length and hash, so that texts do not fill the memory. */
    private static final int LONG = 64;

    /** {@code 2026-1-1} */
    private static final int SHORTEST_TIME = 8;

    private static final Set<String> INFINITE = Set.of("inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");

    private final String name;
    private final boolean blankName;
    private final Map<String, Integer> levels = new HashMap<>();
    private final Map<TimeFormat, Long> times = new EnumMap<>(TimeFormat.class);
    private long rows;
    private long present;
    private long points;
    private long commas;
    private long wholes;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private long flags;
    private long nested;
    private long single;
    private double words;
    private long chars;
    private Scripts scripts = Scripts.NONE;
    private double offset = Double.NaN;
    private boolean counting = true;

    ProfileBuilder(String name, boolean blankName) {
        this.name = name;
        this.blankName = blankName;
    }

    void add(long row, String cell) {
        rows++;
        var value = Cells.category(cell);
        if (value.isEmpty()) {
            counting = false;
            return;
        }
        present++;
        levels.merge(value.length() <= LONG ? value : shortened(value), 1, Integer::sum);
        number(row, value);
        flags += Cells.flag(value).isPresent() ? 1 : 0;
        if (value.length() >= SHORTEST_TIME && Character.isDigit(value.charAt(0))) {
            for (var format : TimeFormat.values()) {
                times.merge(format, Times.fits(value, format) ? 1L : 0L, Long::sum);
            }
        }
        char first = value.charAt(0);
        char last = value.charAt(value.length() - 1);
        nested += first == '{' && last == '}' || first == '[' && last == ']' ? 1 : 0;
        shape(value);
    }

    private static String shortened(String value) {
        return value.substring(0, LONG / 2) + "…" + value.length() + "…" + value.hashCode();
    }

    private void number(long row, String value) {
        char first = value.charAt(0);
        if (Character.isLetter(first)) {
            // Infinity is a number that is refused later, not a word.
            boolean infinite = INFINITE.contains(value.toLowerCase(java.util.Locale.ROOT));
            points += infinite ? 1 : 0;
            commas += infinite ? 1 : 0;
            counting = false;
            return;
        }
        var number = Cells.number(value, NumberFormat.POINT);
        number.ifPresent(n -> {
            points++;
            low = Math.min(low, n);
            high = Math.max(high, n);
            wholes += n == Math.rint(n) ? 1 : 0;
        });
        commas += Cells.number(value, NumberFormat.COMMA).isPresent() ? 1 : 0;
        double difference = number.orElse(Double.NaN) - row;
        offset = Double.isNaN(offset) ? difference : offset;
        counting &= difference == offset;
    }

    private void shape(String value) {
        long blanks = value.chars().filter(c -> c == ' ').count();
        var script = Scripts.of(value);
        scripts = scripts.plus(script);
        single += blanks == 0 ? 1 : 0;
        words += blanks + 1 + script.han() / 2.0;
        chars += value.length();
    }

    ColumnProfile profile() {
        return new ColumnProfile(
                name,
                blankName,
                rows,
                present,
                levels.size(),
                levels.size() <= ColumnProfile.MOST_LEVELS ? new TreeMap<>(levels) : Map.of(),
                points,
                commas,
                wholes,
                low,
                high,
                flags,
                new EnumMap<>(times),
                nested,
                single,
                words,
                chars,
                scripts,
                counting && present > 1);
    }
}
