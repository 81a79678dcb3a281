package io.foresale.evaluate;

import java.util.stream.IntStream;

/**
 * Predictions in falling order of probability, sorted once, so that measures of ranking take one pass, also under weights
 * (a bootstrap resample is a weight a row). Rows of equal probability count as tied.
 */
final class Ranking {

    private final int[] order;
    private final boolean[] labels;
    private final double[] probabilities;

    Ranking(boolean[] labels, double[] probabilities) {
        this.labels = labels;
        this.probabilities = probabilities;
        this.order = IntStream.range(0, labels.length)
                .boxed()
                .sorted((a, b) -> Double.compare(probabilities[b], probabilities[a]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * The area under the ROC curve: the chance that a positive ranks above a negative, ties counting half. NaN without both.
     *
     * @param weights of the rows, not negative
     */
    double rocAuc(int[] weights) {
        double positives = 0;
        double negatives = 0;
        double area = 0;
        for (int i = 0; i < order.length; ) {
            double tiedPositives = 0;
            double tiedNegatives = 0;
            for (double p = probabilities[order[i]]; i < order.length && probabilities[order[i]] == p; i++) {
                if (labels[order[i]]) {
                    tiedPositives += weights[order[i]];
                } else {
                    tiedNegatives += weights[order[i]];
                }
            }
            area += tiedNegatives * (positives + tiedPositives / 2);
            positives += tiedPositives;
            negatives += tiedNegatives;
        }
        return area / (positives * negatives);
    }

    /**
     * Average precision: the mean, over the positives, of the precision among all rows at least as probable. NaN without
     * positives.
     */
    double averagePrecision() {
        double positives = 0;
        double sum = 0;
        for (int i = 0; i < order.length; ) {
            double before = positives;
            for (double p = probabilities[order[i]]; i < order.length && probabilities[order[i]] == p; i++) {
                positives += labels[order[i]] ? 1 : 0;
            }
            sum += (positives - before) * positives / i;
        }
        return sum / positives;
    }
}
