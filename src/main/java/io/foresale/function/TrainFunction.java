package io.foresale.function;

import io.foresale.port.ObjectStore;
import io.foresale.train.TrainStep;
import io.quarkus.funqy.Funq;
import org.jspecify.annotations.Nullable;

/** Trains on a feature table where the policy says so, or when it is forced to. */
public class TrainFunction {

    /**
     * What starts a training.
     *
     * @param key and {@code eTag} of a feature table's manifest; see {@link ObjectCreated}
     * @param force train although the policy would keep the model that answers
     */
    public record TrainCall(@Nullable String key, @Nullable String eTag, boolean force) {}

    private final TrainStep step;
    private final ObjectStore store;

    public TrainFunction(TrainStep step, ObjectStore store) {
        this.step = step;
        this.store = store;
    }

    @Funq("train")
    public FunctionAnswer train(TrainCall call) {
        var features = new ObjectCreated(call.key(), call.eTag()).resolved(store);
        return FunctionAnswer.of(step.train(features, call.force()));
    }
}
