package io.foresale.function;

import io.foresale.port.ObjectStore;
import io.foresale.score.ScoreBatchStep;
import io.quarkus.funqy.Funq;

/** Scores everyone when a model was published, and whoever stands in a request's file. */
public class ScoreBatchFunction {

    private final ScoreBatchStep step;
    private final ObjectStore store;

    public ScoreBatchFunction(ScoreBatchStep step, ObjectStore store) {
        this.step = step;
        this.store = store;
    }

    @Funq("score-batch")
    public FunctionAnswer scoreBatch(ObjectCreated event) {
        var object = event.resolved(store);
        return FunctionAnswer.of(
                object.key().value().startsWith("models/") ? step.everyone(object) : step.request(object));
    }
}
