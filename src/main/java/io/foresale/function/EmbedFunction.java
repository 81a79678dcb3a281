package io.foresale.function;

import io.foresale.embed.EmbedStep;
import io.foresale.port.Deadline;
import io.foresale.port.ObjectStore;
import io.quarkus.funqy.Funq;
import org.jspecify.annotations.Nullable;

/** Turns the texts of a clean part into vectors, or says what that would use. */
public class EmbedFunction {

    /**
     * What starts it.
     *
     * @param key and {@code eTag} of a clean part's manifest, or of what a job that embeds it wrote last; see {@link
     *     ObjectCreated}
     * @param dryRun estimate tokens and cost, call no model
     * @param force ask again about the texts that a model refused or failed with, and about these alone
     */
    public record EmbedCall(@Nullable String key, @Nullable String eTag, boolean dryRun, boolean force) {}

    private final EmbedStep step;
    private final ObjectStore store;

    public EmbedFunction(EmbedStep step, ObjectStore store) {
        this.step = step;
        this.store = store;
    }

    @Funq("embed")
    public FunctionAnswer embed(EmbedCall call) {
        return until(Deadline.none(), call);
    }

    FunctionAnswer until(Deadline deadline, EmbedCall call) {
        var written = new ObjectCreated(call.key(), call.eTag()).resolved(store);
        return FunctionAnswer.of(
                call.dryRun()
                        ? step.estimate(written, call.force())
                        : step.until(deadline).embed(written, call.force()));
    }
}
