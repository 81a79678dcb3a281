package io.foresale.model;

/**
 * A logistic regression over encoded columns: {@code p = 1 / (1 + exp(-(intercept + Σ weight·x)))}.
 *
 * @param weights one for each number that {@link Preprocessing} makes
 */
public record LogisticModel(double[] weights, double intercept) {

    /** The probability of a row, from 0 to 1. */
    public double probability(float[] encoded) {
        double sum = intercept;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * encoded[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }
}
