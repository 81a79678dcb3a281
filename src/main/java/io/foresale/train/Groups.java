package io.foresale.train;

import io.foresale.evaluate.Folds;
import java.util.HashMap;
import java.util.stream.IntStream;

/**
 * Which rows go together: never one learned from and another predicted.
 *
 * @param numbers one a row, the same for rows of a group
 * @param users whether a group is a user with rows of either class; else it is a row with its copies
 */
record Groups(int[] numbers, boolean users) {

    /** Splits some of the rows; the folds speak of places among them. */
    Folds split(boolean[] labels, int[] rows, int count, long seed) {
        var part = at(rows);
        return users ? Folds.grouped(labels, part, count, seed) : Folds.stratified(labels, part, count, seed);
    }

    /** What a bootstrap over some of the rows draws as one: users, or rows. From 0 on. */
    int[] units(int[] rows) {
        if (!users) {
            return IntStream.range(0, rows.length).toArray();
        }
        var units = new HashMap<Integer, Integer>();
        return IntStream.of(rows)
                .map(row -> units.computeIfAbsent(numbers[row], _ -> units.size()))
                .toArray();
    }

    /** How many groups have a row of a class among these. */
    long with(boolean label, boolean[] labels, int[] rows) {
        return IntStream.of(rows)
                .filter(row -> labels[row] == label)
                .map(row -> numbers[row])
                .distinct()
                .count();
    }

    private int[] at(int[] rows) {
        return IntStream.of(rows).map(row -> numbers[row]).toArray();
    }
}
