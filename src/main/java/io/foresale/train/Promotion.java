package io.foresale.train;

import io.foresale.evaluate.Interval;
import io.foresale.evaluate.PairedDifference;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a new model takes over from the one that answers: unless it is worse beyond noise on the same rows.
 *
 * @param sentence the decision with its numbers
 */
public record Promotion(boolean promoted, Optional<PairedDifference> difference, String sentence) {

    static Promotion first() {
        return new Promotion(true, Optional.empty(), "promoted: it is the first model");
    }

    /**
     * Compares.
     *
     * @param challenger the new model's probabilities, each by a fit that had not seen the row
     * @param champion the current model's, likewise
     * @param alike whether both were made under the same configuration; after a change by the owner the new one takes over
     */
    static Promotion compare(boolean[] labels, double[] challenger, double[] champion, boolean alike, long seed) {
        var difference = PairedDifference.of(labels, challenger, champion, seed);
        boolean worse = difference.logLoss().above() && !difference.rocAuc().above()
                || difference.rocAuc().below() && !difference.logLoss().below();
        var numbers = String.format(
                Locale.ROOT,
                "log loss %+.4f [%+.4f, %+.4f], ROC AUC %+.4f [%+.4f, %+.4f] against the current model on %,d rows",
                difference.logLoss().value(),
                difference.logLoss().low(),
                difference.logLoss().high(),
                difference.rocAuc().value(),
                difference.rocAuc().low(),
                difference.rocAuc().high(),
                labels.length);
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
