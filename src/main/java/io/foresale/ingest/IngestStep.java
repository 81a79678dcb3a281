package io.foresale.ingest;

import io.foresale.bucket.Datasets;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Results;
import io.foresale.bucket.Run;
import io.foresale.bucket.Runs;
import io.foresale.domain.CleanManifest;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetName;
import io.foresale.domain.InferredSchema;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.PermanentException.Kind;
import io.foresale.domain.RetriableException;
import io.foresale.domain.StepResult;
import io.foresale.port.Deadline;
import io.foresale.port.ObjectStore.ObjectInfo;
import io.foresale.table.SchemaInference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a data set up to date: its schema comes from the largest upload that can be read and the owner's configuration, and
 * every upload is cleaned under it. What there is at the end does not depend on the order in which uploads came.
 */
public final class IngestStep {

    private static final String FUNCTION = "ingest";

    /** Uploads may come while others are taken in; so often is looked for new ones before their own events must do. */
    private static final int ROUNDS = 5;

    private final Datasets datasets;
    private final Manifests manifests;
    private final Runs runs;
    private final CleanStep clean;
    private final Deadline deadline;

    public IngestStep(Datasets datasets, Manifests manifests, Runs runs, CleanStep clean) {
        this(datasets, manifests, runs, clean, Deadline.none());
    }

    private IngestStep(Datasets datasets, Manifests manifests, Runs runs, CleanStep clean, Deadline deadline) {
        this.datasets = datasets;
        this.manifests = manifests;
        this.runs = runs;
        this.clean = clean;
        this.deadline = deadline;
    }

    /** The same step, which ends before an upload with a {@link RetriableException} where the deadline is near. */
    public IngestStep until(Deadline deadline) {
        return new IngestStep(datasets, manifests, runs, clean, deadline);
    }

    /** What one call found and did: uploads that could not be read, and the manifests it wrote. */
    private record Call(
            DatasetName dataset,
            DatasetConfig config,
            Map<ObjectRef, PermanentException> refused,
            Map<ObjectRef, ObjectRef> written) {}

    /**
     * Takes in an upload, and all others of its data set that have no clean part yet.
     *
     * @return the upload's manifest, or that of another one; nothing to do also when the upload is not there any more
     * @throws PermanentException where the upload cannot be read or the configuration does not fit it, after the others were
     *     taken in
     */
    public StepResult upload(ObjectRef upload) {
        var dataset = new DatasetName(upload.key().segment(1));
        if (!datasets.uploadRefs(dataset).contains(upload)) {
            return StepResult.nothing(
                    upload.key() + " was replaced or removed since; what is there now has its own event");
        }
        var call = call(dataset, upload);
        takeIn(call);
        if (call.refused().containsKey(upload)) {
            throw call.refused().get(upload);
        }
        return Optional.ofNullable(call.written().get(upload))
                .map(StepResult::written)
                .orElseGet(() -> result(call));
    }

    /**
     * Takes in every upload of a data set anew as far as its configuration asks for it.
     *
     * @param config {@code datasets/<ds>.json}; what Foresale writes itself beside it is passed by
     * @throws PermanentException where the configuration cannot be read or does not fit the uploads
     */
    public StepResult configured(ObjectRef config) {
        var file = config.key().fileName();
        if (!file.endsWith(".json") || file.endsWith(".inferred.json")) {
            return StepResult.nothing(config.key() + " is no configuration that an owner writes");
        }
        var call = call(new DatasetName(file.substring(0, file.length() - ".json".length())), config);
        takeIn(call);
        return result(call);
    }

    private StepResult result(Call call) {
        return call.written().values().stream()
                .findFirst()
                .map(StepResult::written)
                .orElseGet(() -> StepResult.nothing(
                        datasets.uploads(call.dataset()).isEmpty()
                                ? "nothing was uploaded to " + Keys.uploads(call.dataset()) + " yet"
                                : "every upload of " + call.dataset()
                                        + " was taken in before under the configuration in force"));
    }

    private Call call(DatasetName dataset, ObjectRef trigger) {
        try {
            return new Call(dataset, datasets.config(dataset), new HashMap<>(), new HashMap<>());
        } catch (PermanentException e) {
            return runs.record(dataset, FUNCTION, List.of(trigger), _ -> {
                throw e;
            });
        }
    }

    private void takeIn(Call call) {
        for (int round = 0; round < ROUNDS; round++) {
            var uploads = datasets.uploads(call.dataset());
            var schema = schema(call, uploads);
            schema.ifPresent(inferred -> parts(call, uploads, inferred));
            if (datasets.uploads(call.dataset()).equals(uploads)) {
                return;
            }
        }
        throw new RetriableException(call.dataset() + " gets new uploads all the time", null);
    }

    private void parts(Call call, List<ObjectInfo> uploads, InferredSchema inferred) {
        for (int done = 0; done < uploads.size(); done++) {
            var upload = uploads.get(done).ref();
            var manifest = Results.clean(call.dataset(), upload, inferred.schema(), call.config());
            if (!manifests.exists(manifest)) {
                deadline.check(done, uploads.size(), "uploads");
                part(call, upload, inferred);
            }
        }
    }

    /** The schema in force, inferred where it is not there or not of the largest upload; empty where none can be read. */
    private Optional<InferredSchema> schema(Call call, List<ObjectInfo> uploads) {
        var present = datasets.inferred(call.dataset())
                .filter(i -> i.isOf(call.config().digest(), SchemaInference.VERSION));
        for (var upload : uploads.stream().sorted(CleanStep.LARGEST_FIRST).toList()) {
            if (present.isPresent() && present.get().source().equals(upload.ref())) {
                return present;
            }
            if (call.refused().containsKey(upload.ref())
                    || present.isPresent() && refusedBefore(call, upload.ref(), present.get())) {
                continue;
            }
            var inferred = infer(call, upload.ref());
            if (inferred.isPresent()) {
                return inferred;
            }
        }
        return Optional.empty();
    }

    private boolean refusedBefore(Call call, ObjectRef upload, InferredSchema inferred) {
        return manifests
                .find(Results.clean(call.dataset(), upload, inferred.schema(), call.config()), CleanManifest.class)
                .flatMap(stored -> stored.value().refusal())
                .isPresent();
    }

    /** Infers from an upload and cleans it in the same run; empty where it cannot be read. */
    private Optional<InferredSchema> infer(Call call, ObjectRef upload) {
        try {
            return Optional.of(runs.record(call.dataset(), FUNCTION, List.of(upload), run -> {
                try (var opened = open(call, upload, run)) {
                    var inForce = clean.infer(call.dataset(), opened, call.config(), run);
                    if (inForce.source().equals(upload)) {
                        call.written().put(upload, part(call, opened, inForce, run));
                    } else {
                        run.skip(inForce.source().key() + ", which is larger, gave the schema meanwhile");
                    }
                    return inForce;
                }
            }));
        } catch (PermanentException e) {
            if (call.refused().containsKey(upload) || e.kind() == Kind.STALE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A log may turn out not to be one at its end only: then it cannot be read, as if it could not be opened. */
    private ObjectRef part(Call call, CleanStep.Opened opened, InferredSchema inferred, Run run) {
        try {
            return clean.clean(call.dataset(), opened, inferred, call.config(), run);
        } catch (PermanentException e) {
            if (opened.log().isPresent()) {
                call.refused().put(opened.upload(), e);
            }
            throw e;
        }
    }

    private CleanStep.Opened open(Call call, ObjectRef upload, Run run) {
        try {
            return clean.open(upload, call.config(), run);
        } catch (PermanentException e) {
            if (e.kind() != Kind.STALE) {
                call.refused().put(upload, e);
            }
            throw e;
        }
    }

    /** Sees to it that the upload has a manifest under the schema. */
    private void part(Call call, ObjectRef upload, InferredSchema inferred) {
        if (!call.refused().containsKey(upload)) {
            clean(call, upload, inferred);
        }
        if (call.refused().containsKey(upload)) {
            var problem = call.refused().get(upload).problem();
            clean.refuse(call.dataset(), upload, inferred, call.config(), problem);
        }
    }

    private void clean(Call call, ObjectRef upload, InferredSchema inferred) {
        try {
            runs.record(call.dataset(), FUNCTION, List.of(upload), run -> {
                try (var opened = open(call, upload, run)) {
                    var part = clean.clean(call.dataset(), opened, inferred, call.config(), run);
                    call.written().put(upload, part);
                    return part;
                }
            });
        } catch (PermanentException e) {
            // The record says why; the other uploads do not suffer from it.
            if (e.kind() != Kind.STALE) {
                call.refused().put(upload, e);
            }
        }
    }
}
