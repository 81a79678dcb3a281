package io.foresale.text;

import io.foresale.domain.TimeFormat;
import java.util.regex.Pattern;

/** What times look like. Whether a time exists (30 February) is left to the SQL that reads it. */
public final class Times {

    private static final Pattern ISO = Pattern.compile(
            "\\d{4}-\\d{1,2}-\\d{1,2}([T ]\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?( ?(Z|UTC|GMT|[+-]\\d{2}(:?\\d{2})?))?)?");
    private static final Pattern PARTS =
            Pattern.compile("(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4})([ T]\\d{1,2}:\\d{2}(:\\d{2})?)?");
    private static final Pattern WHOLE = Pattern.compile("\\d{9,16}");

    private Times() {}

    /** Whether a cell looks like a time in this format. Epochs are taken for times between 1990 and 2100. */
    public static boolean fits(String cell, TimeFormat format) {
        return switch (format) {
            case ISO -> ISO.matcher(cell).matches();
            case DAY_FIRST -> parts(cell, 1, 3);
            case MONTH_FIRST -> parts(cell, 3, 1);
            case EPOCH_SECONDS -> epoch(cell, 1);
            case EPOCH_MILLIS -> epoch(cell, 1_000);
            case EPOCH_MICROS -> epoch(cell, 1_000_000);
        };
    }

    private static boolean parts(String cell, int dayGroup, int monthGroup) {
        var parts = PARTS.matcher(cell);
        return parts.matches()
                && Integer.parseInt(parts.group(dayGroup)) <= 31
                && Integer.parseInt(parts.group(monthGroup)) <= 12
                && (dayGroup == 1 || parts.group(2).equals("/"));
    }

    private static boolean epoch(String cell, long unit) {
        if (!WHOLE.matcher(cell).matches()) {
            return false;
        }
        var seconds = Long.parseLong(cell) / unit;
        return seconds >= 631_152_000L && seconds < 4_102_444_800L;
    }
}
