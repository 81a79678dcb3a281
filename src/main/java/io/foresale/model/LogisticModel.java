package io.foresale.model;

/**
 * A logistic regression over encoded columns: {@code p = 1 / (1 + exp(-(intercept + Σ weight·x)))}.
 *
 * @param weights one for each number that {@link Preprocessing} makes
 */
public record LogisticModel(double[] weights, double intercept) {

    /** The probability of a row, from 0 to 1. */
    public double probability(float[] encoded) {
        return 1 / (1 + Math.exp(-logit(encoded)));
    }

    /**
     * The probability among all that could have been drawn, where the model learned from all that bought and a part of
     * those that did not: odds there are odds among the drawn, times the rate.
     *
     * @param rate with which such a row is drawn where it did not buy, in (0, 1]
     */
    public double probability(float[] encoded, double rate) {
        return 1 / (1 + Math.exp(-(logit(encoded) + Math.log(rate))));
    }

    private double logit(float[] encoded) {
        double sum = intercept;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * encoded[i];
        }
        return sum;
    }
}
