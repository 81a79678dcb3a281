package io.foresale.function;

import io.foresale.ingest.IngestStep;
import io.foresale.port.ObjectStore;
import io.quarkus.funqy.Funq;

/** Takes in an upload, or takes in all uploads of a data set again when its configuration changed. */
public class IngestFunction {

    private final IngestStep step;
    private final ObjectStore store;

    public IngestFunction(IngestStep step, ObjectStore store) {
        this.step = step;
        this.store = store;
    }

    @Funq("ingest")
    public FunctionAnswer ingest(ObjectCreated event) {
        var object = event.resolved(store);
        return FunctionAnswer.of(
                object.key().value().startsWith("datasets/") ? step.configured(object) : step.upload(object));
    }
}
