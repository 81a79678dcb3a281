package io.foresale.ingest;

import io.foresale.bucket.Datasets;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Results;
import io.foresale.bucket.Run;
import io.foresale.bucket.Staging;
import io.foresale.domain.CleanManifest;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetKind;
import io.foresale.domain.DatasetName;
import io.foresale.domain.Digest;
import io.foresale.domain.InferredSchema;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Problem;
import io.foresale.port.TableEngine;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.CleanTable;
import io.foresale.table.RawTable;
import io.foresale.table.SchemaInference;
import io.foresale.table.Sql;
import io.foresale.table.TableCleaner;
import io.foresale.table.TableLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is done with one upload: read it, infer a schema from it, clean it under a schema. */
public final class CleanStep {

    private final Datasets datasets;
    private final Manifests manifests;
    private final Staging staging;
    private final TableEngine engine;
    private final TableLoader loader;
    private final SchemaInference inference;

    public CleanStep(
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

    /** An upload that a session can read. */
    record Opened(ObjectRef upload, RawTable raw, Session session) implements AutoCloseable {
        @Override
        public void close() {
            session.close();
        }
    }

    Opened open(ObjectRef upload, DatasetConfig config, Run run) {
        var session = engine.open();
        try {
            var file = staging.fetch(upload, session.directory());
            var raw = loader.load(
                    file, upload.key().value(), config, session, (done, total) -> run.progress(done, total, "bytes"));
            return new Opened(upload, raw, session);
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    /** Infers the data set's schema from this upload and puts it in force. */
    InferredSchema infer(DatasetName dataset, Opened opened, DatasetConfig config, Run run) {
        var found = inference.infer(opened.raw(), config, opened.session());
        found.warnings().forEach(run::warn);
        var inferred = new InferredSchema(
                DatasetKind.TABLE,
                found.schema(),
                opened.upload(),
                config.digest(),
                SchemaInference.VERSION,
                found.rowsExamined());
        return manifests.update(Keys.inferred(dataset), InferredSchema.class, _ -> Optional.of(inferred));
    }

    /** Cleans the upload and publishes its part. */
    ObjectRef clean(DatasetName dataset, Opened opened, InferredSchema inferred, DatasetConfig config, Run run) {
        var table = TableCleaner.clean(
                opened.raw(), inferred.schema(), config.dropDuplicates().orElse(false), opened.session());
        report(table, run);
        reportOthers(dataset, opened, table.parquet(), inferred, config, run);
        var manifest = Results.clean(dataset, opened.upload(), inferred.schema(), config);
        var part = new CleanManifest(
                dataset,
                opened.upload(),
                inferred.schema().digest(),
                Optional.empty(),
                table.counts(),
                table.rejectedByReason(),
                table.firstTime(),
                table.lastTime(),
                table.counts().get("accepted") == 0
                        ? List.of()
                        : List.of(staging.publish(table.parquet(), manifest, "rows")),
                table.rejects().map(file -> rejects(dataset, file, manifest)),
                Optional.empty(),
                table.warnings());
        var published = manifests.publish(manifest, part);
        run.output(published);
        return published;
    }

    private ObjectRef rejects(DatasetName dataset, Path file, ObjectKey manifest) {
        var digest = manifest.segment(2);
        return staging.publish(file, Keys.rejects(dataset, new Digest(digest)), digest);
    }

    private static void report(CleanTable table, Run run) {
        run.count(table.counts());
        table.rejectedByReason().forEach((reason, n) -> run.count("rejected: " + reason, n));
        table.warnings().forEach(run::warn);
        run.outcome(table.counts().get("accepted") + " rows accepted, "
                + table.counts().get("rejected") + " rejected");
    }

    /** Rows that another upload has too are said in the record only: a part does not depend on what else there is. */
    private void reportOthers(
            DatasetName dataset, Opened opened, Path parquet, InferredSchema inferred, DatasetConfig config, Run run) {
        var others = datasets.uploadRefs(dataset).stream()
                .filter(other -> !other.key().equals(opened.upload().key()))
                .flatMap(other ->
                        manifests
                                .find(Results.clean(dataset, other, inferred.schema(), config), CleanManifest.class)
                                .stream())
                .flatMap(other -> other.value().rows().stream())
                .distinct()
                .toList();
        if (others.isEmpty()) {
            return;
        }
        var files = staging.fetchAll(others, opened.session().directory());
        long repeated = opened.session()
                .query(
                        row -> row.whole(0),
                        "SELECT count(*) FROM %s WHERE _hash IN (SELECT _hash FROM %s)"
                                .formatted(Sql.parquet(List.of(parquet)), Sql.parquet(files)))
                .getFirst();
        run.count("inOtherUploads", repeated);
        if (repeated > 0) {
            run.warn(repeated + " rows are also in other uploads of " + dataset + "; they are "
                    + (config.dropDuplicates().orElse(false)
                            ? "left out when the parts are joined"
                            : "kept (set \"dropDuplicates\" to leave them out)"));
        }
    }

    /** Publishes that an upload cannot be read, so that nobody waits for its part. */
    ObjectRef refuse(
            DatasetName dataset, ObjectRef upload, InferredSchema inferred, DatasetConfig config, Problem problem) {
        return manifests.publish(
                Results.clean(dataset, upload, inferred.schema(), config),
                new CleanManifest(
                        dataset,
                        upload,
                        inferred.schema().digest(),
                        Optional.of(problem),
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
    }
}
