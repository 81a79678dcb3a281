package io.foresale.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** From which probability on a shopper is called a buyer. */
public final class Thresholds {

    private Thresholds() {}

    /** The probability among these at which deciding gives the best F1; the highest of several. */
    public static double bestF1(boolean[] labels, double[] probabilities) {
        var order = IntStream.range(0, labels.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -probabilities[i]))
                .toList();
        long positives =
                IntStream.range(0, labels.length).filter(i -> labels[i]).count();
        double best = -1;
        double threshold = 0.5;
        long right = 0;
        for (int i = 0; i < order.size(); i++) {
            int row = order.get(i);
            right += labels[row] ? 1 : 0;
            boolean lastOfTies = i + 1 == order.size() || probabilities[order.get(i + 1)] != probabilities[row];
            double f1 = 2.0 * right / (positives + i + 1);
            if (lastOfTies && f1 > best) {
                best = f1;
                threshold = probabilities[row];
            }
        }
        return threshold;
    }

    /**
     * The value below which this share of the weight of the values lies.
     *
     * @param weights above 0; a value's own counts half
     */
    public static double quantile(double[] values, double[] weights, double share) {
        var order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> values[i]))
                .toList();
        double wanted = share * Arrays.stream(weights).sum();
        double below = 0;
        for (int i : order) {
            if (below + weights[i] / 2 > wanted) {
                return values[i];
            }
            below += weights[i];
        }
        return values[order.getLast()];
    }
}
