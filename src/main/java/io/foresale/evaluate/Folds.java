package io.foresale.evaluate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Which rows are learned from and which are held out, fold by fold; the same seed gives the same folds. */
public final class Folds {

    private final List<Fold> folds;

    /** Rows to learn from and rows to predict, both rising. */
    private record Fold(int[] training, int[] heldOut) {}

    private Folds(List<Fold> folds) {
        this.folds = folds;
    }

    private static Folds of(int count, int[] foldOf) {
        return new Folds(IntStream.range(0, count)
                .mapToObj(fold -> new Fold(
                        rows(foldOf.length, row -> foldOf[row] != fold),
                        rows(foldOf.length, row -> foldOf[row] == fold)))
                .toList());
    }

    private static int[] rows(int count, IntPredicate condition) {
        return IntStream.range(0, count).filter(condition).toArray();
    }

    /**
     * Folds with about the same share of positives each; every class has at least as many groups as there are folds.
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
        return of(count, foldOf);
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

    /**
     * Folds that part no group, whatever classes its rows are of, with as even shares of positives and of rows as the
     * groups allow: the largest are dealt first, each to the fold that has least so far.
     */
    public static Folds grouped(boolean[] labels, int[] groups, int count, long seed) {
        var sizes = sizes(labels, groups);
        var order = new ArrayList<>(sizes.keySet());
        Collections.shuffle(order, new Random(seed));
        order.sort(Comparator.comparing(sizes::get).reversed());
        var filled = new Size[count];
        Arrays.fill(filled, Size.NONE);
        Map<Integer, Integer> foldOfGroup = HashMap.newHashMap(order.size());
        for (var group : order) {
            int fold = emptiest(filled, sizes.get(group).positives() > 0);
            filled[fold] = filled[fold].plus(sizes.get(group));
            foldOfGroup.put(group, fold);
        }
        return of(count, Arrays.stream(groups).map(foldOfGroup::get).toArray());
    }

    private record Size(int positives, int rows) implements Comparable<Size> {

        static final Size NONE = new Size(0, 0);

        Size plus(Size other) {
            return new Size(positives + other.positives, rows + other.rows);
        }

        @Override
        public int compareTo(Size other) {
            return positives != other.positives
                    ? Integer.compare(positives, other.positives)
                    : Integer.compare(rows, other.rows);
        }
    }

    /** In the order in which the groups first appear, so that the seed alone decides. */
    private static Map<Integer, Size> sizes(boolean[] labels, int[] groups) {
        Map<Integer, Size> sizes = new LinkedHashMap<>();
        for (int row = 0; row < groups.length; row++) {
            sizes.merge(groups[row], new Size(labels[row] ? 1 : 0, 1), Size::plus);
        }
        return sizes;
    }

    /** The fold with the fewest positives where a group has some, else with the fewest rows. */
    private static int emptiest(Size[] filled, boolean positives) {
        int best = 0;
        for (int fold = 1; fold < filled.length; fold++) {
            int less = positives
                    ? filled[fold].compareTo(filled[best])
                    : Integer.compare(filled[fold].rows(), filled[best].rows());
            if (less < 0) {
                best = fold;
            }
        }
        return best;
    }

    /**
     * One fold by time: examples from a moment on are held out, and learned from is only what was known by the first of
     * their cut-offs, label included. What lies between belongs to neither.
     *
     * @param cutoffs of the examples: what was known of them is of this time
     * @param untils the ends of the times their labels speak of
     */
    public static Folds rolling(List<Instant> cutoffs, List<Instant> untils, Instant testFrom) {
        var heldOut = rows(cutoffs.size(), row -> !cutoffs.get(row).isBefore(testFrom));
        var first = Arrays.stream(heldOut)
                .mapToObj(cutoffs::get)
                .min(Comparator.naturalOrder())
                .orElse(testFrom);
        var training = rows(
                cutoffs.size(),
                row -> cutoffs.get(row).isBefore(testFrom) && !untils.get(row).isAfter(first));
        return new Folds(List.of(new Fold(training, heldOut)));
    }

    public int count() {
        return folds.size();
    }

    /** The rows of a fold, rising. */
    public int[] heldOut(int fold) {
        return folds.get(fold).heldOut();
    }

    /** The rows that a fold's model learns from, rising: all others, or those that are early enough. */
    public int[] training(int fold) {
        return folds.get(fold).training();
    }

    /** The rows that any fold holds out, rising. */
    public int[] heldOut() {
        return folds.stream()
                .flatMapToInt(fold -> Arrays.stream(fold.heldOut()))
                .sorted()
                .toArray();
    }
}
