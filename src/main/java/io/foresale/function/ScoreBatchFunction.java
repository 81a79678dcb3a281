package io.foresale.function;

import io.foresale.port.Deadline;
import io.foresale.port.ObjectStore;
import io.foresale.score.ScoreBatchStep;
import io.foresale.score.ScoreRequestStep;
import io.quarkus.funqy.Funq;

/** Scores everyone when a model was published, and whoever stands in a request's file. */
public class ScoreBatchFunction {

    private final ScoreBatchStep everyone;
    private final ScoreRequestStep requests;
    private final ObjectStore store;

    public ScoreBatchFunction(ScoreBatchStep everyone, ScoreRequestStep requests, ObjectStore store) {
        this.everyone = everyone;
        this.requests = requests;
        this.store = store;
    }

    @Funq("score-batch")
    public FunctionAnswer scoreBatch(ShardCall call) {
        return until(Deadline.none(), call);
    }

    FunctionAnswer until(Deadline deadline, ShardCall call) {
        var object = call.resolved(store);
        return FunctionAnswer.of(
                object.key().value().startsWith("models/")
                        ? everyone.until(deadline).everyone(object, call.only())
                        : requests.until(deadline).request(object));
    }
}
