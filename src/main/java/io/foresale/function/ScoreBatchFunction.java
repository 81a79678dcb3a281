package io.foresale.function;

import io.foresale.port.Deadline;
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
    public FunctionAnswer scoreBatch(ShardCall call) {
        return until(Deadline.none(), call);
    }

    FunctionAnswer until(Deadline deadline, ShardCall call) {
        var object = call.resolved(store);
        var timed = step.until(deadline);
        return FunctionAnswer.of(
                object.key().value().startsWith("models/")
                        ? timed.everyone(object, call.only())
                        : timed.request(object));
    }
}
