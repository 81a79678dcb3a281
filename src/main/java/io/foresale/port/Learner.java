package io.foresale.port;

import io.foresale.model.LogisticModel;
import java.util.List;

/** Fits weights to examples. Equal input gives equal output, bit for bit. Safe for any number of threads. */
public interface Learner {

    /** Name and version, for the provenance of models. */
    String id();

    /**
     * Minimises {@code ½·|w|² + strength · Σ log(1 + exp(-y·(w·x + b)))}: logistic regression under an L2 penalty from which
     * the intercept is free. Several strengths at once cost less than one by one.
     *
     * @param rows of equal width
     * @param labels one a row, both classes among them
     * @param strengths of the examples against the penalty, above 0, rising
     * @return one model a strength
     */
    List<LogisticModel> fit(float[][] rows, boolean[] labels, List<Double> strengths);
}
