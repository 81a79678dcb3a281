package io.foresale.train;

import io.foresale.model.Encoder;
import io.foresale.model.NumericTransform;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Learns from training rows how a quantity is filled, transformed and standardised. */
final class NumericFit {

    /** A distribution with more skew than this is transformed. */
    private static final double SKEWED = 1.0;

    /** An indicator is worth a weight from this share of rows on, on both sides. */
    private static final double WORTH_SHOWING = 0.01;

    private static final int KNOTS = 100;

    private NumericFit() {}

    static Encoder.Numeric fit(String name, double[] column, int[] rows) {
        var present = Arrays.stream(rows)
                .mapToDouble(r -> column[r])
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        var transform = transform(present);
        var transformed = Arrays.stream(present).map(transform::apply).toArray();
        double mean = Arrays.stream(transformed).average().orElse(0);
        double deviation = Math.sqrt(moment(transformed, mean, 2));
        double zeros = Arrays.stream(present).filter(v -> v == 0).count() / (double) rows.length;
        return new Encoder.Numeric(
                name,
                transform,
                present.length == 0 ? 0 : present[present.length / 2],
                mean,
                deviation > 0 ? deviation : 1,
                present.length < rows.length,
                worthShowing(zeros) && present[0] >= 0);
    }

    private static boolean worthShowing(double share) {
        return share >= WORTH_SHOWING && share <= 1 - WORTH_SHOWING;
    }

    private static NumericTransform transform(double[] sorted) {
        if (Math.abs(skew(sorted)) <= SKEWED) {
            return new NumericTransform.Identity();
        }
        var log = new NumericTransform.Log();
        return Math.abs(skew(Arrays.stream(sorted).map(log::apply).toArray())) <= SKEWED ? log : quantile(sorted);
    }

    private static double skew(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double deviation = Math.sqrt(moment(values, mean, 2));
        return deviation > 0 ? moment(values, mean, 3) / (deviation * deviation * deviation) : 0;
    }

    private static double moment(double[] values, double mean, int order) {
        return Arrays.stream(values).map(v -> power(v - mean, order)).average().orElse(0);
    }

    /** Of low orders; {@link Math#pow} takes many times as long. */
    private static double power(double base, int order) {
        double power = base;
        for (int i = 1; i < order; i++) {
            power *= base;
        }
        return power;
    }

    /** Up to a hundred values at equal steps through the sorted ones, each with the middle of its ties' ranks. */
    private static NumericTransform quantile(double[] sorted) {
        var knots = IntStream.rangeClosed(0, KNOTS)
                .mapToDouble(k -> sorted[(int) ((long) k * (sorted.length - 1) / KNOTS)])
                .distinct()
                .toArray();
        var shares = Arrays.stream(knots).map(k -> middleRank(sorted, k)).toArray();
        return new NumericTransform.Quantile(knots, shares);
    }

    private static double middleRank(double[] sorted, double value) {
        int below = lowerBound(sorted, value);
        int upTo = lowerBound(sorted, Math.nextUp(value));
        return (below + upTo) / 2.0 / sorted.length;
    }

    /** How many values are below this one. */
    private static int lowerBound(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
