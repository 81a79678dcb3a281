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

    /** Calls a function that ends in time; {@code fuse} and {@code train} do not look at it. */
    public void call(String function, ObjectRef object, Deadline deadline) {
        answer(function, new TrainCall(object.key().value(), object.eTag().value(), false), deadline);
    }

    /**
     * Calls a function with what a caller sends.
     *
     * @param call for others than {@code train} it is an {@link ObjectCreated}
     */
    public FunctionAnswer answer(String function, TrainCall call, Deadline deadline) {
        var event = new ObjectCreated(call.key(), call.eTag());
        return switch (function) {
            case "ingest" -> ingest.until(deadline, event);
            case "embed" -> embed.until(deadline, new EmbedCall(event.key(), event.eTag(), false));
            case "fuse" -> fuse.fuse(event);
            case "train" -> train.train(call);
            case "score-batch" -> scoreBatch.until(deadline, event);
            default -> throw new IllegalArgumentException("no function is named " + function);
        };
    }
}
