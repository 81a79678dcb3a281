package io.foresale.adapter.console;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Figures {

    private Figures() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String count(Number number) {
        double value = number.doubleValue();
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? count((long) value)
                : String.format(Locale.ROOT, "%,.4g", value);
    }

    /** So much a second; the unit, if any, with a space before it. */
    static String rate(double perSecond, String unit) {
        var number = perSecond < 10 ? String.format(Locale.ROOT, "%.1f", perSecond) : count(Math.round(perSecond));
        return number + unit + "/s";
    }

    /** What a stage took: {@code 0.8 s}, {@code 12.4 s}, {@code 2 min 05 s}. */
    static String took(Duration time) {
        return time.toMinutes() > 0 ? left(time) : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    /** What is left, in whole seconds rounded up: {@code 4 s}, {@code 2 min 05 s}, {@code 1 h 12 min}. */
    static String left(Duration time) {
        long seconds = time.plusMillis(999).toSeconds();
        if (seconds >= 3600) {
            return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
        }
        return seconds >= 60 ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60) : seconds + " s";
    }

    static String percent(double share) {
        return (int) Math.floor(100 * share) + " %";
    }
}
