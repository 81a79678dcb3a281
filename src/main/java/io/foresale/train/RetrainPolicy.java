package io.foresale.train;

import io.foresale.domain.Digest;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether a new feature table is worth a new model.
 *
 * @param growth of the positives since the current model that is, as a share
 * @param maxAge of the current model beyond which any new data is
 */
public record RetrainPolicy(double growth, Duration maxAge) {

    /**
     * What counts of the current model.
     *
     * @param positives it was trained on
     * @param configDigest of the data set's configuration then
     */
    public record Current(long positives, Digest configDigest, Duration age) {}

    /** The decision and the sentence that explains it. */
    public record Decision(boolean train, String reason) {}

    public Decision decide(Optional<Current> current, long positives, Digest configDigest) {
        if (current.isEmpty()) {
            return new Decision(true, "it is the first model");
        }
        var model = current.get();
        if (!model.configDigest().equals(configDigest)) {
            return new Decision(true, "the data set's configuration changed");
        }
        if (model.age().compareTo(maxAge) > 0) {
            return new Decision(
                    true,
                    "the current model is %d days old".formatted(model.age().toDays()));
        }
        var grown = (positives - model.positives()) / (double) Math.max(1, model.positives());
        var numbers = "%,d positives, %,d when the current model was trained (%+.1f %%)"
                .formatted(positives, model.positives(), 100 * grown);
        return grown >= growth
                ? new Decision(true, numbers)
                : new Decision(
                        false,
                        "%s; below %.0f %% the current model stays and scores the new rows; POST /train with \"force\": true trains anyway"
                                .formatted(numbers, 100 * growth));
    }
}
