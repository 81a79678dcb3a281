package io.foresale.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How much better one set of predictions is than another of the same rows, with the interval that a bootstrap over the rows
 * gives: both are measured on the same resample each time, so what they have in common cancels.
 *
 * @param rocAuc difference of the areas, first minus second: more is better
 * @param logLoss difference of the log losses, first minus second: less is better
 */
public record PairedDifference(Interval rocAuc, Interval logLoss) {

    private static final int RESAMPLES = 1000;

    public static PairedDifference of(boolean[] labels, double[] first, double[] second, long seed) {
        var one = new Ranking(labels, first);
        var other = new Ranking(labels, second);
        var losses = Metrics.logLosses(labels, first);
        var otherLosses = Metrics.logLosses(labels, second);
        var gains = new double[labels.length];
        Arrays.setAll(gains, i -> losses[i] - otherLosses[i]);
        var weights = new int[labels.length];
        Arrays.fill(weights, 1);
        double auc = one.rocAuc(weights) - other.rocAuc(weights);
        double loss = weightedMean(gains, weights);
        var random = new SplittableRandom(seed);
        var aucs = new double[RESAMPLES];
        var means = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            resample(weights, random);
            aucs[r] = one.rocAuc(weights) - other.rocAuc(weights);
            means[r] = weightedMean(gains, weights);
        }
        return new PairedDifference(interval(auc, aucs), interval(loss, means));
    }

    private static void resample(int[] weights, SplittableRandom random) {
        Arrays.fill(weights, 0);
        for (int i = 0; i < weights.length; i++) {
            weights[random.nextInt(weights.length)]++;
        }
    }

    private static double weightedMean(double[] values, int[] weights) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * weights[i];
        }
        return sum / values.length;
    }

    /** A resample may hold one class only and have no area; it is left out. */
    private static Interval interval(double value, double[] resampled) {
        var sorted = Arrays.stream(resampled).filter(Double::isFinite).sorted().toArray();
        return new Interval(value, quantile(sorted, 0.025), quantile(sorted, 0.975));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
