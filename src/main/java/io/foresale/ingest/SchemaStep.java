package io.foresale.ingest;

import io.foresale.bucket.Datasets;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Run;
import io.foresale.bucket.Staging;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetName;
import io.foresale.domain.InferredSchema;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Schema;
import io.foresale.port.ObjectStore.ObjectInfo;
import io.foresale.port.TableEngine;
import io.foresale.table.SchemaInference;
import io.foresale.table.TableLoader;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Sees to it that the schema in force is the one of the data set's largest readable upload under its configuration. */
public final class SchemaStep {

    private final Datasets datasets;
    private final Manifests manifests;
    private final Staging staging;
    private final TableEngine engine;
    private final TableLoader loader;
    private final SchemaInference inference;

    public SchemaStep(
            Datasets datasets,
            Manifests manifests,
            Staging staging,
            TableEngine engine,
            TableLoader loader,
            SchemaInference inference) {
        this.datasets = datasets;
        this.manifests = manifests;
        this.staging = staging;
        this.engine = engine;
        this.loader = loader;
        this.inference = inference;
    }

    /** The schema in force, if it is that of the largest upload; empty where it has to be inferred first. */
    Optional<Schema> known(DatasetName dataset, DatasetConfig config) {
        var largest = bySize(dataset).stream().findFirst();
        return datasets.inferred(dataset)
                .filter(inferred -> current(inferred, config) && largest.equals(Optional.of(inferred.source())))
                .map(InferredSchema::schema);
    }

    /**
     * The schema in force, inferred where it has to be.
     *
     * @throws PermanentException where no upload can be read, with the problem of the largest, or where the configuration
     *     does not fit it
     */
    Schema inForce(DatasetName dataset, DatasetConfig config, Run run) {
        var stored = datasets.inferred(dataset).filter(inferred -> current(inferred, config));
        Optional<PermanentException> first = Optional.empty();
        for (var upload : bySize(dataset)) {
            if (stored.isPresent() && stored.get().source().equals(upload)) {
                return stored.get().schema();
            }
            try {
                return infer(dataset, upload, config, run);
            } catch (UnreadableException e) {
                first = first.or(() -> Optional.of(e.problem));
            }
        }
        throw first.orElseGet(() -> PermanentException.notFound(
                "raw/" + dataset, "an upload", "none", "upload a file to raw/" + dataset + "/"));
    }

    private static boolean current(InferredSchema inferred, DatasetConfig config) {
        return inferred.configDigest().equals(config.digest())
                && inferred.inferenceVersion().equals(SchemaInference.VERSION);
    }

    private List<ObjectRef> bySize(DatasetName dataset) {
        return datasets.uploads(dataset).stream()
                .sorted(Comparator.comparingLong(ObjectInfo::size).reversed().thenComparing(ObjectInfo::key))
                .map(ObjectInfo::ref)
                .toList();
    }

    private Schema infer(DatasetName dataset, ObjectRef upload, DatasetConfig config, Run run)
            throws UnreadableException {
        try (var session = engine.open()) {
            var file = staging.fetch(upload, session.directory());
            var raw = readable(() -> loader.load(file, upload.key().value(), config, session, (done, total) -> {}));
            var inferred = inference.infer(raw, config, session);
            inferred.warnings().forEach(run::warn);
            return manifests
                    .update(
                            Keys.inferred(dataset),
                            InferredSchema.class,
                            present -> Optional.of(new InferredSchema(
                                    inferred.schema(),
                                    upload,
                                    config.digest(),
                                    SchemaInference.VERSION,
                                    inferred.rowsExamined())))
                    .schema();
        }
    }

    private interface Load<T> {
        T get();
    }

    private static <T> T readable(Load<T> load) throws UnreadableException {
        try {
            return load.get();
        } catch (PermanentException e) {
            throw new UnreadableException(e);
        }
    }

    /** An upload from which nothing can be inferred; the next one may do. */
    private static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1L;
        private final transient PermanentException problem;

        private UnreadableException(PermanentException problem) {
            super(problem);
            this.problem = problem;
        }
    }
}
