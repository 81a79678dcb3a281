package io.foresale.model;

/**
 * Everything that answers for one view of the data.
 *
 * @param threshold with the best F1 on the rows it was trained on, as they were drawn
 * @param bands where a probability is called low, medium or high
 */
public record FittedModel(Preprocessing preprocessing, LogisticModel model, double threshold, Bands bands) {

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
