package io.foresale.function;

import io.foresale.domain.DatasetName;
import io.foresale.domain.PermanentException;
import io.foresale.fuse.FuseStep;
import io.foresale.port.Deadline;
import io.foresale.port.ObjectStore;
import io.quarkus.funqy.Funq;
import org.jspecify.annotations.Nullable;

/** Joins the parts of a data set when the vectors of one are there, or works on one shard of a log. */
public class FuseFunction {

    /**
     * What starts it.
     *
     * @param key and {@code eTag} of the manifest of a part's vectors; see {@link ObjectCreated}
     * @param shard of a log, from 0, that alone is worked on; left out: all that is lacking is done
     */
    public record FuseCall(
            @Nullable String key,
            @Nullable String eTag,
            @Nullable Integer shard) {}

    private final FuseStep step;
    private final ObjectStore store;

    public FuseFunction(FuseStep step, ObjectStore store) {
        this.step = step;
        this.store = store;
    }

    @Funq("fuse")
    public FunctionAnswer fuse(FuseCall call) {
        return until(Deadline.none(), call);
    }

    FunctionAnswer until(Deadline deadline, FuseCall call) {
        var vectors = new ObjectCreated(call.key(), call.eTag()).resolved(store);
        var dataset = new DatasetName(vectors.key().segment(1));
        return FunctionAnswer.of(
                call.shard() == null ? step.until(deadline).fuse(dataset) : step.fuse(dataset, number(call.shard())));
    }

    private static int number(int shard) {
        if (shard < 0) {
            throw PermanentException.invalid(
                    "'shard'", "a whole number from 0", Integer.toString(shard), "leave it out to fuse all");
        }
        return shard;
    }
}
