package io.foresale.function;

import io.foresale.embed.EmbedStep;
import io.foresale.port.ObjectStore;
import io.quarkus.funqy.Funq;

/** Turns the texts of a clean part into vectors. */
public class EmbedFunction {

    private final EmbedStep step;
    private final ObjectStore store;

    public EmbedFunction(EmbedStep step, ObjectStore store) {
        this.step = step;
        this.store = store;
    }

    @Funq("embed")
    public FunctionAnswer embed(ObjectCreated event) {
        return FunctionAnswer.of(step.embed(event.resolved(store)));
    }
}
