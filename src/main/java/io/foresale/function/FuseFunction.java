package io.foresale.function;

import io.foresale.domain.DatasetName;
import io.foresale.fuse.FuseStep;
import io.foresale.port.Deadline;
import io.foresale.port.ObjectStore;
import io.quarkus.funqy.Funq;

/** Joins the parts of a data set when the vectors of one are there, or works on one shard of a log. */
public class FuseFunction {

    private final FuseStep step;
    private final ObjectStore store;

    public FuseFunction(FuseStep step, ObjectStore store) {
        this.step = step;
        this.store = store;
    }

    @Funq("fuse")
    public FunctionAnswer fuse(ShardCall call) {
        return until(Deadline.none(), call);
    }

    FunctionAnswer until(Deadline deadline, ShardCall call) {
        var dataset = new DatasetName(call.resolved(store).key().segment(1));
        var shard = call.only();
        return FunctionAnswer.of(
                shard.isEmpty() ? step.until(deadline).fuse(dataset) : step.fuse(dataset, shard.getAsInt()));
    }
}
