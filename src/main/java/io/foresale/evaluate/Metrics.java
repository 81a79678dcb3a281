package io.foresale.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How good some predictions are. Where rows were drawn, what speaks of order and of decisions is measured on what was
 * drawn, and what speaks of probabilities ({@code logLoss}, {@code brier}, {@code calibrationError}, {@code reliability})
 * on those of the population, each row weighing as many as it stands for.
 *
 * @param rocAuc area under the ROC curve, ties counting half
 * @param prAuc average precision
 * @param logLoss mean negative log-likelihood, in nats; probabilities are kept 1e-15 off 0 and 1
 * @param brier mean squared error of the probabilities
 * @param calibrationError mean distance of predicted and observed share over ten bins of equal width
 * @param atHalf decisions at 0.5, with {@code accuracy}, {@code precision}, {@code recall} and {@code f1} of them
 * @param atPreferred decisions at the threshold with the best F1 on the rows a model was trained on
 */
public record Metrics(
        long rows,
        long positives,
        double rocAuc,
        double prAuc,
        double accuracy,
        double precision,
        double recall,
        double f1,
        double logLoss,
        double brier,
        double calibrationError,
        Confusion atHalf,
        Confusion atPreferred,
        List<Bin> reliability) {

    private static final int BINS = 10;
    private static final double CLOSEST = 1e-15;

    /**
     * Rows whose predicted probability lies in one tenth.
     *
     * @param weight how many of the population they stand for
     * @param predicted mean probability
     * @param observed share of positives
     */
    public record Bin(long rows, double weight, double predicted, double observed) {}

    /**
     * Measures predictions.
     *
     * @param decisions at the preferred threshold, one a row
     */
    public static Metrics of(boolean[] labels, double[] probabilities, boolean[] decisions) {
        var ones = new double[labels.length];
        Arrays.fill(ones, 1);
        return of(labels, probabilities, decisions, probabilities, ones);
    }

    /**
     * Measures predictions of rows that were drawn.
     *
     * @param probabilities among the rows drawn
     * @param decisions at the preferred threshold, one a row
     * @param inPopulation the probabilities among all that could have been drawn
     * @param weights how many of the population each row stands for
     */
    public static Metrics of(
            boolean[] labels, double[] probabilities, boolean[] decisions, double[] inPopulation, double[] weights) {
        var ranking = new Ranking(labels, probabilities);
        var ones = new int[labels.length];
        Arrays.fill(ones, 1);
        var atHalf = Confusion.of(labels, decide(probabilities, 0.5));
        var bins = bins(labels, inPopulation, weights);
        return new Metrics(
                labels.length,
                atHalf.truePositives() + atHalf.falseNegatives(),
                ranking.rocAuc(ones),
                ranking.averagePrecision(),
                atHalf.accuracy(),
                atHalf.precision(),
                atHalf.recall(),
                atHalf.f1(),
                mean(logLosses(labels, inPopulation), weights),
                mean(squaredErrors(labels, inPopulation), weights),
                calibrationError(bins),
                atHalf,
                Confusion.of(labels, decisions),
                bins);
    }

    /** Who is called a buyer at a threshold. */
    public static boolean[] decide(double[] probabilities, double threshold) {
        var decisions = new boolean[probabilities.length];
        for (int i = 0; i < decisions.length; i++) {
            decisions[i] = probabilities[i] >= threshold;
        }
        return decisions;
    }

    /** Mean negative log-likelihood, in nats. */
    public static double logLoss(boolean[] labels, double[] probabilities) {
        return mean(logLosses(labels, probabilities));
    }

    static double[] logLosses(boolean[] labels, double[] probabilities) {
        var losses = new double[labels.length];
        for (int i = 0; i < losses.length; i++) {
            double ofTruth = labels[i] ? probabilities[i] : 1 - probabilities[i];
            losses[i] = -Math.log(Math.clamp(ofTruth, CLOSEST, 1 - CLOSEST));
        }
        return losses;
    }

    private static double[] squaredErrors(boolean[] labels, double[] probabilities) {
        var errors = new double[labels.length];
        for (int i = 0; i < errors.length; i++) {
            double error = probabilities[i] - (labels[i] ? 1 : 0);
            errors[i] = error * error;
        }
        return errors;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double mean(double[] values, double[] weights) {
        var weighted = new double[values.length];
        Arrays.setAll(weighted, i -> values[i] * weights[i]);
        return Arrays.stream(weighted).sum() / Arrays.stream(weights).sum();
    }

    private static List<Bin> bins(boolean[] labels, double[] probabilities, double[] weights) {
        var rows = new long[BINS];
        var weight = new double[BINS];
        var predicted = new double[BINS];
        var observed = new double[BINS];
        for (int i = 0; i < labels.length; i++) {
            int bin = Math.min(BINS - 1, (int) (probabilities[i] * BINS));
            rows[bin]++;
            weight[bin] += weights[i];
            predicted[bin] += weights[i] * probabilities[i];
            observed[bin] += labels[i] ? weights[i] : 0;
        }
        var bins = new ArrayList<Bin>();
        for (int b = 0; b < BINS; b++) {
            if (rows[b] > 0) {
                bins.add(new Bin(rows[b], weight[b], predicted[b] / weight[b], observed[b] / weight[b]));
            }
        }
        return bins;
    }

    private static double calibrationError(List<Bin> bins) {
        double all = bins.stream().mapToDouble(Bin::weight).sum();
        return bins.stream()
                .mapToDouble(b -> b.weight() * Math.abs(b.predicted() - b.observed()) / all)
                .sum();
    }
}
