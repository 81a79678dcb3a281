package io.foresale.function;

import io.foresale.ingest.IngestStep;
import io.foresale.port.Deadline;
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
        return until(Deadline.none(), event);
    }

    FunctionAnswer until(Deadline deadline, ObjectCreated event) {
        var object = event.resolved(store);
        var timed = step.until(deadline);
        return FunctionAnswer.of(
                object.key().value().startsWith("datasets/") ? timed.configured(object) : timed.upload(object));
    }
}
