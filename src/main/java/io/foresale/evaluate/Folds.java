package io.foresale.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Splits rows into folds with about the same share of positives each; the same seed gives the same folds. */
public final class Folds {

    private final int count;
    private final int[] foldOf;

    private Folds(int count, int[] foldOf) {
        this.count = count;
        this.foldOf = foldOf;
    }

    /**
     * Stratified folds; every class has at least as many groups as there are folds.
     *
     * @param groups rows of the same group come into the same fold: copies of a row must not be learned from and predicted
     */
    public static Folds stratified(boolean[] labels, int[] groups, int count, long seed) {
        var foldOf = new int[labels.length];
        var random = new Random(seed);
        int next = 0;
        for (boolean label : new boolean[] {true, false}) {
            Map<Integer, Integer> foldOfGroup = new HashMap<>();
            for (int row : shuffled(labels, label, random)) {
                var known = foldOfGroup.putIfAbsent(groups[row], next % count);
                foldOf[row] = known == null ? next++ % count : known;
            }
        }
        return new Folds(count, foldOf);
    }

    /** Stratified folds of rows that are all different. */
    public static Folds stratified(boolean[] labels, int count, long seed) {
        return stratified(labels, IntStream.range(0, labels.length).toArray(), count, seed);
    }

    private static List<Integer> shuffled(boolean[] labels, boolean label, Random random) {
        var rows = new ArrayList<>(IntStream.range(0, labels.length)
                .filter(i -> labels[i] == label)
                .boxed()
                .toList());
        Collections.shuffle(rows, random);
        return rows;
    }

    public int count() {
        return count;
    }

    /** The rows of a fold, rising. */
    public int[] heldOut(int fold) {
        return IntStream.range(0, foldOf.length).filter(i -> foldOf[i] == fold).toArray();
    }

    /** The rows of all other folds, rising. */
    public int[] training(int fold) {
        return IntStream.range(0, foldOf.length).filter(i -> foldOf[i] != fold).toArray();
    }
}
