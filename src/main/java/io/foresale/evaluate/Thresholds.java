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

    /** The value below which this share of the probabilities lies. */
    public static double quantile(double[] probabilities, double share) {
        var sorted = Arrays.stream(probabilities).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
    }
}
