package io.foresale.train;

import io.foresale.evaluate.Drawing;
import io.foresale.evaluate.Interval;
import io.foresale.evaluate.PairedDifference;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Whether a new model takes over from the one that answers: unless it is worse beyond noise on the same rows.
 *
 * @param sentence the decision with its numbers
 */
public record Promotion(boolean promoted, Optional<PairedDifference> difference, String sentence) {

    /**
     * Held-out rows of the new model for which the current one has an answer that knows as little of them.
     *
     * @param challenger the new model's probabilities, each by a fit that had not seen the row
     * @param champion the current model's, likewise
     * @param units rows of one are drawn together in a bootstrap; numbers from 0 on
     * @param heldOut rows that the new model's evaluation held out, comparable or not
     */
    record Comparable(
            boolean[] labels, double[] challenger, double[] champion, Drawing drawing, int[] units, int heldOut) {

        private PairedDifference difference(long seed) {
            return PairedDifference.of(
                    labels,
                    drawing.predictions(challenger),
                    drawing.predictions(champion),
                    drawing.weights(labels),
                    units,
                    seed);
        }

        /** Where nothing was left out, folds made sure of it. */
        private boolean enough() {
            long positives =
                    IntStream.range(0, labels.length).filter(row -> labels[row]).count();
            return labels.length == heldOut
                    || positives >= Training.FEWEST && labels.length - positives >= Training.FEWEST;
        }

        private String said() {
            return labels.length == heldOut
                    ? "%,d rows".formatted(heldOut)
                    : "%,d of %,d held-out rows; the others it had learned from".formatted(labels.length, heldOut);
        }
    }

    static Promotion first() {
        return new Promotion(true, Optional.empty(), "promoted: it is the first model");
    }

    /**
     * Compares.
     *
     * @param rows those that can be compared
     * @param alike whether both were made under the same configuration; after a change by the owner the new one takes over
     */
    static Promotion compare(Comparable rows, boolean alike, long seed) {
        if (!rows.enough()) {
            return new Promotion(
                    true,
                    Optional.empty(),
                    "promoted: too few held-out examples that the current model had not learned from: " + rows.said());
        }
        var difference = rows.difference(seed);
        boolean worse = difference.logLoss().above() && !difference.rocAuc().above()
                || difference.rocAuc().below() && !difference.logLoss().below();
        var numbers = String.format(
                Locale.ROOT,
                "log loss %+.4f [%+.4f, %+.4f], ROC AUC %+.4f [%+.4f, %+.4f] against the current model on %s",
                difference.logLoss().value(),
                difference.logLoss().low(),
                difference.logLoss().high(),
                difference.rocAuc().value(),
                difference.rocAuc().low(),
                difference.rocAuc().high(),
                rows.said());
        if (!alike) {
            return new Promotion(
                    true, Optional.of(difference), "promoted: the data set's configuration changed; " + numbers);
        }
        return worse
                ? new Promotion(false, Optional.of(difference), "not promoted: worse beyond noise; " + numbers)
                : new Promotion(true, Optional.of(difference), "promoted: not worse beyond noise; " + numbers);
    }

    /** The differences by name, for the record of the run; new minus current. Empty for a first model. */
    Map<String, Double> measures() {
        var measures = new TreeMap<String, Double>();
        difference.ifPresent(d -> {
            put(measures, "rocAucMinusCurrent", d.rocAuc());
            put(measures, "logLossMinusCurrent", d.logLoss());
        });
        return measures;
    }

    private static void put(Map<String, Double> measures, String name, Interval interval) {
        measures.put(name, interval.value());
        measures.put(name + "Low", interval.low());
        measures.put(name + "High", interval.high());
    }
}
