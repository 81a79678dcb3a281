package io.foresale.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How much better one set of predictions is than another of the same rows, with the interval that a bootstrap over the rows
 * (or over groups of rows that go together, such as a shopper's) gives: both are measured on the same resample each time, so
 * what they have in common cancels.
 *
 * @param rocAuc difference of the areas, first minus second: more is better
 * @param logLoss difference of the log losses, first minus second: less is better
 */
public record PairedDifference(Interval rocAuc, Interval logLoss) {

    private static final int RESAMPLES = 1000;

    /**
     * What is compared.
     *
     * @param drawn the probabilities among the rows drawn, which rank
     * @param inPopulation the probabilities among all that could have been drawn, whose loss is taken
     */
    public record Predictions(double[] drawn, double[] inPopulation) {

        /** Of rows of which none was left out. */
        public static Predictions of(double[] probabilities) {
            return new Predictions(probabilities, probabilities);
        }
    }

    /** Compares predictions of rows that are independent of each other and of which none was left out. */
    public static PairedDifference of(boolean[] labels, double[] first, double[] second, long seed) {
        var ones = new double[labels.length];
        Arrays.fill(ones, 1);
        var alone = IntStream.range(0, labels.length).toArray();
        return of(labels, Predictions.of(first), Predictions.of(second), ones, alone, seed);
    }

    /**
     * Compares predictions.
     *
     * @param weights how many of the population each row stands for
     * @param groups rows of one are drawn together; numbers from 0 on
     */
    public static PairedDifference of(
            boolean[] labels, Predictions first, Predictions second, double[] weights, int[] groups, long seed) {
        var one = new Ranking(labels, first.drawn());
        var other = new Ranking(labels, second.drawn());
        var losses = Metrics.logLosses(labels, first.inPopulation());
        var otherLosses = Metrics.logLosses(labels, second.inPopulation());
        var gains = new double[labels.length];
        Arrays.setAll(gains, i -> losses[i] - otherLosses[i]);
        var times = new int[labels.length];
        Arrays.fill(times, 1);
        double auc = one.rocAuc(times) - other.rocAuc(times);
        double loss = weightedMean(gains, weights, times);
        var random = new SplittableRandom(seed);
        var drawn = new int[Arrays.stream(groups).max().orElse(-1) + 1];
        var aucs = new double[RESAMPLES];
        var means = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            resample(drawn, random);
            Arrays.setAll(times, i -> drawn[groups[i]]);
            aucs[r] = one.rocAuc(times) - other.rocAuc(times);
            means[r] = weightedMean(gains, weights, times);
        }
        return new PairedDifference(interval(auc, aucs), interval(loss, means));
    }

    /** As many groups as there are, each any number of times. */
    private static void resample(int[] times, SplittableRandom random) {
        Arrays.fill(times, 0);
        for (int i = 0; i < times.length; i++) {
            times[random.nextInt(times.length)]++;
        }
    }

    private static double weightedMean(double[] values, double[] weights, int[] times) {
        double sum = 0;
        double all = 0;
        for (int i = 0; i < values.length; i++) {
            double weight = weights[i] * times[i];
            sum += values[i] * weight;
            all += weight;
        }
        return sum / all;
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
