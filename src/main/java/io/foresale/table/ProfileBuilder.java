package io.foresale.table;

import io.foresale.domain.NumberFormat;
import io.foresale.domain.TimeFormat;
import io.foresale.text.Cells;
import io.foresale.text.Scripts;
import io.foresale.text.Times;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Looks at the cells of one column; at equal ones once, when all are there. */
final class ProfileBuilder {

    /** Longer values are told apart by their beginning, length and hash, so that texts do not fill the memory. */
    private static final int LONG = 64;

    /** {@code 2026-1-1} */
    private static final int SHORTEST_TIME = 8;

    private static final Set<String> INFINITE = Set.of("inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");

    private final String name;
    private final boolean blankName;
    private final Map<String, Integer> levels = new HashMap<>();
    private final Map<String, Integer> longLevels = new HashMap<>();
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
        if (counting) {
            count(row, value);
        }
        if (value.length() <= LONG) {
            levels.merge(value, 1, Integer::sum);
        } else {
            longLevels.merge(shortened(value), 1, Integer::sum);
            look(value, 1);
        }
    }

    private void count(long row, String value) {
        double difference = Character.isLetter(value.charAt(0))
                ? Double.NaN
                : Cells.number(value, NumberFormat.POINT).orElse(Double.NaN) - row;
        offset = Double.isNaN(offset) ? difference : offset;
        counting = difference == offset;
    }

    private void look(String value, int often) {
        number(value, often);
        flags += Cells.flag(value).isPresent() ? often : 0;
        if (value.length() >= SHORTEST_TIME && Character.isDigit(value.charAt(0))) {
            for (var format : TimeFormat.values()) {
                times.merge(format, Times.fits(value, format) ? often : 0L, Long::sum);
            }
        }
        char first = value.charAt(0);
        char last = value.charAt(value.length() - 1);
        nested += first == '{' && last == '}' || first == '[' && last == ']' ? often : 0;
        shape(value, often);
    }

    private static String shortened(String value) {
        return value.substring(0, LONG / 2) + "…" + value.length() + "…" + value.hashCode();
    }

    private void number(String value, int often) {
        if (Character.isLetter(value.charAt(0))) {
            // Infinity is a number that is refused later, not a word.
            boolean infinite = INFINITE.contains(value.toLowerCase(Locale.ROOT));
            points += infinite ? often : 0;
            commas += infinite ? often : 0;
            return;
        }
        Cells.number(value, NumberFormat.POINT).ifPresent(n -> {
            points += often;
            low = Math.min(low, n);
            high = Math.max(high, n);
            wholes += n == Math.rint(n) ? often : 0;
        });
        commas += Cells.number(value, NumberFormat.COMMA).isPresent() ? often : 0;
    }

    private void shape(String value, int often) {
        long blanks = value.chars().filter(c -> c == ' ').count();
        var script = Scripts.of(value);
        scripts = scripts.plus(script.times(often));
        single += blanks == 0 ? often : 0;
        words += often * (blanks + 1 + script.han() / 2.0);
        chars += (long) often * value.length();
    }

    /** What was seen; asked once, at the end. */
    ColumnProfile profile() {
        levels.forEach(this::look);
        longLevels.forEach((level, often) -> levels.merge(level, often, Integer::sum));
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
