package io.foresale.ingest;

import io.foresale.bucket.Datasets;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Results;
import io.foresale.bucket.Run;
import io.foresale.bucket.Runs;
import io.foresale.bucket.Staging;
import io.foresale.domain.CleanManifest;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.PermanentException.Kind;
import io.foresale.domain.Problem;
import io.foresale.domain.Schema;
import io.foresale.port.TableEngine;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.CleanTable;
import io.foresale.table.RawTable;
import io.foresale.table.TableCleaner;
import io.foresale.table.TableLoader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cleans uploads, one part each. All uploads of a data set are read by one schema, which is inferred from the largest that
 * can be read: so the result depends on what was uploaded, not on which upload came first.
 */
public final class IngestStep {

    private static final String CONFIG = ".json";
    private static final String INFERRED = ".inferred.json";

    private final Datasets datasets;
    private final Manifests manifests;
    private final Staging staging;
    private final Runs runs;
    private final TableEngine engine;
    private final TableLoader loader;
    private final SchemaStep schemas;
    private final Overlap overlap;

    public IngestStep(
            Datasets datasets,
            Manifests manifests,
            Staging staging,
            Runs runs,
            TableEngine engine,
            TableLoader loader,
            SchemaStep schemas) {
        this.datasets = datasets;
        this.manifests = manifests;
        this.staging = staging;
        this.runs = runs;
        this.engine = engine;
        this.loader = loader;
        this.schemas = schemas;
        this.overlap = new Overlap();
    }

    /**
     * Takes an upload in, and every other upload of the data set that has to be read anew because of it.
     *
     * @param upload an object {@code raw/<data set>/…}
     * @return the upload's manifest; empty where there was nothing to do: done before, or replaced since
     * @throws PermanentException where it cannot be read; then its manifest says so
     */
    public Optional<ObjectRef> upload(ObjectRef upload) {
        var dataset = new DatasetName(upload.key().segment(1));
        if (!datasets.uploadRefs(dataset).contains(upload)) {
            return Optional.empty();
        }
        if (isDone(dataset, upload)) {
            return Optional.empty();
        }
        try {
            return Optional.of(record(dataset, upload));
        } finally {
            rest(dataset);
        }
    }

    /**
     * Takes all uploads of a data set in anew after its configuration changed.
     *
     * @param config an object {@code datasets/<data set>.json}
     * @return the last manifest written; empty where nothing had to be done
     * @throws PermanentException where the configuration cannot be read or does not fit the uploads
     */
    public Optional<ObjectRef> configured(ObjectRef config) {
        var name = config.key().fileName();
        if (name.endsWith(INFERRED)) {
            return Optional.empty();
        }
        var dataset = new DatasetName(name.substring(0, name.length() - CONFIG.length()));
        try {
            datasets.config(dataset);
        } catch (PermanentException e) {
            return runs.record(dataset, "ingest", List.of(config), run -> {
                throw e;
            });
        }
        return rest(dataset);
    }

    /** Takes in what is not; a failure is on record and keeps nothing else from being taken in. */
    private Optional<ObjectRef> rest(DatasetName dataset) {
        var last = Optional.<ObjectRef>empty();
        for (var upload : datasets.uploadRefs(dataset)) {
            try {
                if (!isDone(dataset, upload)) {
                    last = Optional.of(record(dataset, upload));
                }
            } catch (PermanentException e) {
                // On record; the other uploads are taken in all the same.
            }
        }
        return last;
    }

    private boolean isDone(DatasetName dataset, ObjectRef upload) {
        try {
            var config = datasets.config(dataset);
            return schemas.known(dataset, config)
                    .map(schema -> manifests.exists(Results.clean(dataset, upload, schema, config)))
                    .orElse(false);
        } catch (PermanentException e) {
            return false; // an unreadable configuration: it is reported when the upload is taken in
        }
    }

    private ObjectRef record(DatasetName dataset, ObjectRef upload) {
        return runs.record(dataset, "ingest", List.of(upload), run -> {
            var config = datasets.config(dataset);
            var schema = schemas.inForce(dataset, config, run);
            var manifest = Results.clean(dataset, upload, schema, config);
            try {
                return clean(dataset, upload, schema, config, manifest, run);
            } catch (PermanentException e) {
                if (e.kind() != Kind.STALE) {
                    manifests.publish(manifest, refused(dataset, upload, schema, e.problem()));
                }
                throw e;
            }
        });
    }

    private ObjectRef clean(
            DatasetName dataset, ObjectRef upload, Schema schema, DatasetConfig config, ObjectKey manifest, Run run) {
        try (var session = engine.open()) {
            var raw = load(upload, config, session, run);
            var table = TableCleaner.clean(raw, schema, config.dropDuplicates().orElse(false), session);
            report(table, run);
            warnOfOverlap(dataset, upload, schema, config, table, session, run);
            var rows = staging.publish(table.parquet(), manifest, "rows");
            var rejects =
                    table.rejects().map(file -> staging.create(file, Keys.rejects(dataset, Results.digest(manifest))));
            rejects.ifPresent(run::output);
            var published = manifests.publish(
                    manifest,
                    new CleanManifest(
                            dataset,
                            upload,
                            schema.digest(),
                            Optional.empty(),
                            table.counts(),
                            table.rejectedByReason(),
                            table.firstTime(),
                            table.lastTime(),
                            List.of(rows),
                            rejects,
                            table.warnings()));
            run.output(published);
            return published;
        }
    }

    private RawTable load(ObjectRef upload, DatasetConfig config, Session session, Run run) {
        var file = staging.fetch(upload, session.directory());
        return loader.load(
                file, upload.key().value(), config, session, (done, total) -> run.progress(done, total, "bytes"));
    }

    private static void report(CleanTable table, Run run) {
        run.count(table.counts());
        table.warnings().forEach(run::warn);
        run.outcome("%,d rows accepted, %,d rejected%s"
                .formatted(
                        table.counts().get("accepted"),
                        table.counts().get("rejected"),
                        table.rejectedByReason().isEmpty() ? "" : " " + table.rejectedByReason()));
    }

    /** Rows that stand in other uploads too: said in the record, not in the manifest, as it depends on what else is there. */
    private void warnOfOverlap(
            DatasetName dataset,
            ObjectRef upload,
            Schema schema,
            DatasetConfig config,
            CleanTable table,
            Session session,
            Run run) {
        var others = datasets.uploadRefs(dataset).stream()
                .filter(other -> !other.equals(upload))
                .flatMap(other ->
                        manifests.find(Results.clean(dataset, other, schema, config), CleanManifest.class).stream())
                .flatMap(other -> other.value().rows().stream())
                .map(ref -> staging.fetch(ref, session.directory()))
                .toList();
        long shared = overlap.count(table.parquet(), others, session);
        run.count("duplicatesOfOtherUploads", shared);
        if (shared > 0) {
            run.warn(
                    "%,d rows stand in other uploads of %s too; \"dropDuplicates\": true in the configuration leaves them out"
                            .formatted(shared, dataset));
        }
    }

    private static CleanManifest refused(DatasetName dataset, ObjectRef upload, Schema schema, Problem problem) {
        return new CleanManifest(
                dataset,
                upload,
                schema.digest(),
                Optional.of(problem),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }
}
