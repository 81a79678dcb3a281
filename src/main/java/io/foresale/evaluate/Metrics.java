package io.foresale.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How good some predictions are.
 *
 * @param rocAuc area under the ROC curve, ties counting half
 * @param prAuc average precision
 * @param logLoss mean negative log-likelihood, in nats; probabilities are kept 1e-15 off 0 and 1
 * @param brier mean squared error of the probabilities
 * @param calibrationError mean distance of predicted and observed share over ten bins of equal width, weighted by rows
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
     * @param predicted mean probability
     * @param observed share of positives
     */
    public record Bin(long rows, double predicted, double observed) {}

    /**
     * Measures predictions.
     *
     * @param decisions at the preferred threshold, one a row
     */
    public static Metrics of(boolean[] labels, double[] probabilities, boolean[] decisions) {
        var ranking = new Ranking(labels, probabilities);
        var ones = new int[labels.length];
        Arrays.fill(ones, 1);
        var atHalf = Confusion.of(labels, decide(probabilities, 0.5));
        var bins = bins(labels, probabilities);
        return new Metrics(
                labels.length,
                atHalf.truePositives() + atHalf.falseNegatives(),
                ranking.rocAuc(ones),
                ranking.averagePrecision(),
                atHalf.accuracy(),
                atHalf.precision(),
                atHalf.recall(),
                atHalf.f1(),
                logLoss(labels, probabilities),
                mean(squaredErrors(labels, probabilities)),
                calibrationError(bins, labels.length),
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

    private static List<Bin> bins(boolean[] labels, double[] probabilities) {
        var rows = new long[BINS];
        var predicted = new double[BINS];
        var observed = new double[BINS];
        for (int i = 0; i < labels.length; i++) {
            int bin = Math.min(BINS - 1, (int) (probabilities[i] * BINS));
            rows[bin]++;
            predicted[bin] += probabilities[i];
            observed[bin] += labels[i] ? 1 : 0;
        }
        var bins = new ArrayList<Bin>();
        for (int b = 0; b < BINS; b++) {
            if (rows[b] > 0) {
                bins.add(new Bin(rows[b], predicted[b] / rows[b], observed[b] / rows[b]));
            }
        }
        return bins;
    }

    private static double calibrationError(List<Bin> bins, long rows) {
        return bins.stream()
                .mapToDouble(b -> b.rows() * Math.abs(b.predicted() - b.observed()) / rows)
                .sum();
    }
}
