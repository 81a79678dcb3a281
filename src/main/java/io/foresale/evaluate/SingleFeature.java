package io.foresale.evaluate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** How well one column alone tells the classes apart: the area under the ROC curve, of whichever direction is better. */
public final class SingleFeature {

    private SingleFeature() {}

    /**
     * The area of a quantity: as it is, or by whether it is there at all. What is missing counts as below all values, or
     * as above them.
     *
     * @param values NaN where missing
     */
    public static double ofNumbers(boolean[] labels, double[] values) {
        var positives = present(labels, values, true);
        var negatives = present(labels, values, false);
        double missingPositives = count(labels, true) - positives.length;
        double missingNegatives = count(labels, false) - negatives.length;
        double pairs = (positives.length + missingPositives) * (negatives.length + missingNegatives);
        double tied = missingPositives * missingNegatives / 2;
        double among = won(positives, negatives) + tied;
        double presentWins = positives.length * missingNegatives;
        double bothPresent = (double) positives.length * negatives.length;
        return Math.max(
                eitherWay((among + presentWins) / pairs),
                Math.max(
                        eitherWay((among + missingPositives * negatives.length) / pairs),
                        eitherWay((presentWins + bothPresent / 2 + tied) / pairs)));
    }

    private static double eitherWay(double area) {
        return Math.max(area, 1 - area);
    }

    private static long count(boolean[] labels, boolean label) {
        return IntStream.range(0, labels.length).filter(i -> labels[i] == label).count();
    }

    private static double[] present(boolean[] labels, double[] values, boolean label) {
        return IntStream.range(0, labels.length)
                .filter(i -> labels[i] == label && !Double.isNaN(values[i]))
                .mapToDouble(i -> values[i] + 0.0) // no negative zero, which would sort below zero
                .sorted()
                .toArray();
    }

    /** Pairs of a positive and a negative in which the positive is greater; ties count half. Both are sorted. */
    private static double won(double[] positives, double[] negatives) {
        double won = 0;
        int below = 0;
        int upTo = 0;
        for (double positive : positives) {
            while (below < negatives.length && negatives[below] < positive) {
                below++;
            }
            upTo = Math.max(upTo, below);
            while (upTo < negatives.length && negatives[upTo] <= positive) {
                upTo++;
            }
            won += below + (upTo - below) / 2.0;
        }
        return won;
    }

    /**
     * The area of a category, each level standing for the share of positives that it has in the other folds; a missing value
     * is a level. One direction only: by chance, a level is above its own share exactly where it is below it elsewhere.
     */
    public static double ofLevels(boolean[] labels, String[] values, Folds folds) {
        var shares = new double[labels.length];
        double prior = count(labels, true) / (double) labels.length;
        for (int f = 0; f < folds.count(); f++) {
            var counts = counts(labels, values, folds.training(f));
            for (int row : folds.heldOut(f)) {
                var count = counts.getOrDefault(values[row], new double[2]);
                shares[row] = (count[1] + prior) / (count[0] + count[1] + 1);
            }
        }
        var ones = new int[labels.length];
        Arrays.fill(ones, 1);
        return new Ranking(labels, shares).rocAuc(ones);
    }

    private static Map<String, double[]> counts(boolean[] labels, String[] values, int[] rows) {
        var counts = new HashMap<String, double[]>();
        for (int row : rows) {
            counts.computeIfAbsent(values[row], _ -> new double[2])[labels[row] ? 1 : 0]++;
        }
        return counts;
    }

    /**
     * Whether an area is above another beyond chance, as so few examples of a class would give: by the standard error of
     * Hanley and McNeil (1982) under the lower area, one-sided at 5 %.
     */
    public static boolean above(double area, double bound, long positives, long negatives) {
        double square = bound * bound;
        double variance = (bound * (1 - bound)
                        + (positives - 1) * (bound / (2 - bound) - square)
                        + (negatives - 1) * (2 * square / (1 + bound) - square))
                / ((double) positives * negatives);
        return area - bound > 1.645 * Math.sqrt(variance);
    }
}
