package io.foresale.function;

import io.foresale.domain.ObjectRef;
import io.foresale.function.EmbedFunction.EmbedCall;
import io.foresale.function.TrainFunction.TrainCall;
import io.foresale.port.Deadline;
import io.foresale.trigger.Functions;
import jakarta.inject.Singleton;

/** Calls the functions of this process by their names, as a cloud's runtime would. */
@Singleton
public class LocalFunctions implements Functions {

    private final IngestFunction ingest;
    private final EmbedFunction embed;
    private final FuseFunction fuse;
    private final TrainFunction train;
    private final ScoreBatchFunction scoreBatch;

    public LocalFunctions(
            IngestFunction ingest,
            EmbedFunction embed,
            FuseFunction fuse,
            TrainFunction train,
            ScoreBatchFunction scoreBatch) {
        this.ingest = ingest;
        this.embed = embed;
        this.fuse = fuse;
        this.train = train;
        this.scoreBatch = scoreBatch;
    }

    @Override
    public void call(String function, ObjectRef object) {
        call(function, object, Deadline.none());
    }

    /** Calls a function that ends in time; {@code train} does not look at it. */
    public void call(String function, ObjectRef object, Deadline deadline) {
        var event = new ObjectCreated(object.key().value(), object.eTag().value());
        answer(function, FunctionCall.of(event), deadline);
    }

    /** Calls a function with what a caller sends. */
    public FunctionAnswer answer(String function, FunctionCall call, Deadline deadline) {
        var event = new ObjectCreated(call.key(), call.eTag());
        return switch (function) {
            case "ingest" -> ingest.until(deadline, event);
            case "embed" -> embed.until(deadline, new EmbedCall(call.key(), call.eTag(), call.dryRun(), call.force()));
            case "fuse" -> fuse.until(deadline, new ShardCall(call.key(), call.eTag(), call.shard()));
            case "train" -> train.train(new TrainCall(call.key(), call.eTag(), call.force()));
            case "score-batch" -> scoreBatch.until(deadline, new ShardCall(call.key(), call.eTag(), call.shard()));
            default -> throw new IllegalArgumentException("no function is named " + function);
        };
    }
}
