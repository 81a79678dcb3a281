package io.foresale.function;

import io.foresale.domain.DatasetName;
import io.foresale.fuse.FuseStep;
import io.foresale.port.ObjectStore;
import io.quarkus.funqy.Funq;

/** Joins the parts of a data set when the vectors of one are there. */
public class FuseFunction {

    private final FuseStep step;
    private final ObjectStore store;

    public FuseFunction(FuseStep step, ObjectStore store) {
        this.step = step;
        this.store = store;
    }

    @Funq("fuse")
    public FunctionAnswer fuse(ObjectCreated event) {
        var vectors = event.resolved(store);
        return FunctionAnswer.of(step.fuse(new DatasetName(vectors.key().segment(1))));
    }
}
