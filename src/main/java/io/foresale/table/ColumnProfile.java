package io.foresale.table;

import io.foresale.domain.TimeFormat;
import io.foresale.text.Scripts;
import java.util.Map;

/**
 * What the examined cells of a column look like.
 *
 * @param blankName whether the upload has no name for it
 * @param rows examined
 * @param present cells that are not missing
 * @param distinct values among them, cleaned
 * @param levels how often each value came, in the order of the values; empty where there are more than {@link #MOST_LEVELS}
 * @param points cells that are numbers with a decimal point
 * @param commas cells that are numbers with a decimal comma
 * @param wholes cells that are whole numbers
 * @param low and {@code high}: the smallest and largest number (with a point)
 * @param flags cells that say yes or no
 * @param times cells that are times, by format
 * @param nested cells that are JSON objects or arrays
 * @param single cells without a blank inside
 * @param words all cells together have; a Chinese character counts for half a word
 * @param chars all cells together have
 * @param counting whether each cell is the row's number plus a constant
 */
record ColumnProfile(
        String name,
        boolean blankName,
        long rows,
        long present,
        int distinct,
        Map<String, Integer> levels,
        long points,
        long commas,
        long wholes,
        double low,
        double high,
        long flags,
        Map<TimeFormat, Long> times,
        long nested,
        long single,
        double words,
        long chars,
        Scripts scripts,
        boolean counting) {

    static final int MOST_LEVELS = 1_000;

    double wordsEach() {
        return present == 0 ? 0 : words / present;
    }

    double distinctShare() {
        return present == 0 ? 0 : (double) distinct / present;
    }

    /** Whether so many of the cells are of a kind that the others pass for mistakes. */
    boolean nearlyAll(long ofKind) {
        return present > 0 && ofKind >= 0.99 * present;
    }

    /** Numbers with a decimal point or comma, whichever are more. */
    long numbers() {
        return Math.max(points, commas);
    }
}
