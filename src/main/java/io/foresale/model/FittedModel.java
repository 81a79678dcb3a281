package io.foresale.model;

import io.foresale.model.Preprocessing.Bound;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that answers for one view of the data.
 *
 * @param threshold with the best F1 on the rows it was trained on, as they were drawn
 * @param bands where a probability is called low, medium or high
 * @param averages of the numbers that the columns become, over the rows it was trained on
 */
public record FittedModel(
        Preprocessing preprocessing, LogisticModel model, double threshold, Bands bands, float[] averages) {

    /**
     * What each column does to the score of a row: the sum of {@code weight · (number - average)} over the numbers it
     * becomes. Together with the score of an average row the effects add up to the row's logit.
     *
     * @param columns of the examples that the row is of
     */
    public List<Effect> effects(Bound columns, int row) {
        var encoded = columns.encode(row);
        var effects = new ArrayList<Effect>();
        int at = 0;
        for (var encoder : columns.encoders()) {
            double effect = 0;
            for (int end = at + encoder.width(); at < end; at++) {
                effect += model.weights()[at] * (encoded[at] - averages[at]);
            }
            effects.add(new Effect(encoder.name(), effect));
        }
        return effects;
    }

    /**
     * Bands by rank among held-out examples, each predicted by models that had not seen it and weighing as many of the
     * population as it stands for.
     *
     * @param medium the median: below it is low
     * @param high the 90th percentile: from it on is high
     */
    public record Bands(double medium, double high) {

        public String of(double probability) {
            return probability >= high ? "high" : probability >= medium ? "medium" : "low";
        }
    }
}
