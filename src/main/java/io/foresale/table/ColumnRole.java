package io.foresale.table;

import io.foresale.domain.Column;
import io.foresale.domain.NumberFormat;
import io.foresale.domain.Role;
import io.foresale.domain.TimeFormat;
import java.util.Comparator;
import java.util.Optional;

/** What a single column is taken for by its content and name, each with the numbers that led to it. Pure. */
final class ColumnRole {

    /** Whole numbers with more levels than this are quantities, unless the name says otherwise. */
    private static final int CODE_LEVELS = 50;

    /** More levels than this say little of a shopper and cost much. */
    private static final int MOST_LEVELS = 1_000;

    private static final double MOSTLY_DISTINCT = 0.5;
    private static final double SEVERAL_WORDS = 2.5;
    private static final double MANY_WORDS = 5;

    private ColumnRole() {}

    static Column of(ColumnProfile c) {
        var name = ColumnWords.of(c.name());
        if (c.present() == 0) {
            return drop(c, "all " + c.rows() + " values are missing");
        }
        if (c.distinct() == 1 && c.present() == c.rows() && c.rows() > 1) {
            return drop(c, "all " + c.rows() + " values are the same");
        }
        if (c.nested() * 2 > c.present()) {
            return drop(c, c.nested() + " of " + c.present() + " values are nested JSON");
        }
        if (c.counting()
                && (c.blankName() || name.rowNumber() || !name.quantity() && !name.identifier() && c.rows() >= 10)) {
            return drop(c, "a row number: each of " + c.rows() + " values is one more than the one before");
        }
        if (c.nearlyAll(c.flags()) && c.distinct() <= 4) {
            return Column.of(c.name(), Role.BOOLEAN, c.flags() + " of " + c.present() + " values say yes or no");
        }
        if (c.nearlyAll(c.numbers())) {
            return number(c, name);
        }
        return c.distinctShare() >= MOSTLY_DISTINCT && c.wordsEach() >= SEVERAL_WORDS
                        || c.distinct() > MOST_LEVELS && c.wordsEach() >= MANY_WORDS
                ? text(c)
                : levels(c);
    }

    /** The time format of nearly all cells; epochs only where the name says that it is a time. */
    static Optional<TimeFormat> time(ColumnProfile c) {
        boolean named = ColumnWords.of(c.name()).time();
        return c.times().entrySet().stream()
                .filter(e -> c.nearlyAll(e.getValue()) && (named || e.getKey().compareTo(TimeFormat.MONTH_FIRST) <= 0))
                .max(Comparator.comparing(java.util.Map.Entry<TimeFormat, Long>::getValue)
                        .thenComparing(java.util.Map.Entry::getKey, Comparator.reverseOrder()))
                .map(java.util.Map.Entry::getKey);
    }

    static Column numeric(ColumnProfile c, String reason) {
        return Column.numeric(c.name(), c.commas() > c.points() ? NumberFormat.COMMA : NumberFormat.POINT, reason);
    }

    private static Column number(ColumnProfile c, ColumnWords name) {
        var numbers = c.numbers() + " of " + c.present() + " values are numbers";
        if (c.wholes() < c.present() || c.commas() > c.points()) {
            return numeric(c, numbers);
        }
        var range = " from %.0f to %.0f with %,d different values".formatted(c.low(), c.high(), c.distinct());
        if (name.identifier() && !name.quantity() && c.distinct() > MOST_LEVELS) {
            return drop(
                    c,
                    "a code with %,d different values in %,d rows: too many to learn from"
                            .formatted(c.distinct(), c.rows()));
        }
        if (name.code() && c.distinct() <= MOST_LEVELS && c.distinct() * 2 <= c.present()) {
            return Column.of(c.name(), Role.CATEGORICAL, "whole numbers" + range + ", and its name says it is a code");
        }
        if (!name.quantity() && codes(c)) {
            return Column.of(
                    c.name(),
                    Role.CATEGORICAL,
                    "whole numbers" + range + ", each frequent or rare regardless of its size, as codes are");
        }
        return numeric(c, numbers + "," + range);
    }

    /**
     * Whether whole numbers are codes: few, from 1 on, and not frequent up to one peak and rarer beyond, as quantities are.
     * A second rise of the frequencies counts where chance does not explain it (four standard deviations).
     */
    private static boolean codes(ColumnProfile c) {
        if (c.low() < 1 || c.distinct() < 3 || c.distinct() > CODE_LEVELS || c.present() < 20L * c.distinct()) {
            return false;
        }
        var counts = c.levels().entrySet().stream()
                .sorted(Comparator.comparingDouble(e -> Double.parseDouble(e.getKey())))
                .mapToInt(java.util.Map.Entry::getValue)
                .toArray();
        int peak = 0;
        for (int i = 1; i < counts.length; i++) {
            peak = counts[i] > counts[peak] ? i : peak;
        }
        for (int i = 1; i < counts.length; i++) {
            int against = i <= peak ? counts[i - 1] - counts[i] : counts[i] - counts[i - 1];
            if (against > 4 * Math.sqrt((double) counts[i] + counts[i - 1])) {
                return true;
            }
        }
        return false;
    }

    private static Column text(ColumnProfile c) {
        return Column.of(
                c.name(),
                Role.TEXT,
                "%,d different texts in %,d rows, of %.1f words on average"
                        .formatted(c.distinct(), c.present(), c.wordsEach()));
    }

    private static Column levels(ColumnProfile c) {
        if (c.distinct() > MOST_LEVELS || c.distinct() > 20 && c.distinctShare() > MOSTLY_DISTINCT) {
            return drop(
                    c, "%,d different values in %,d rows: too many to learn from".formatted(c.distinct(), c.present()));
        }
        return Column.of(
                c.name(), Role.CATEGORICAL, "%,d different values in %,d rows".formatted(c.distinct(), c.present()));
    }

    static Column drop(ColumnProfile c, String reason) {
        return Column.of(c.name(), Role.DROP, reason);
    }
}
