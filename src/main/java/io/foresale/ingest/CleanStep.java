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
import io.foresale.domain.EventPart;
import io.foresale.domain.EventsConfig;
import io.foresale.domain.InferredSchema;
import io.foresale.domain.IntentConfig;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Problem;
import io.foresale.domain.RetriableException;
import io.foresale.events.CleanEvents;
import io.foresale.events.EventCleaner;
import io.foresale.events.EventColumns;
import io.foresale.events.LogRecognition;
import io.foresale.events.RecognisedLog;
import io.foresale.port.ObjectStore.ObjectInfo;
import io.foresale.port.TableEngine;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.CleanTable;
import io.foresale.table.Masking;
import io.foresale.table.RawTable;
import io.foresale.table.SchemaInference;
import io.foresale.table.Sql;
import io.foresale.table.TableCleaner;
import io.foresale.table.TableLoader;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is done with one upload: read it, infer a schema from it, clean it under a schema. */
public final class CleanStep {

    /** The order in which a schema is looked for. */
    static final Comparator<ObjectInfo> LARGEST_FIRST =
            Comparator.comparingLong(ObjectInfo::size).reversed().thenComparing(ObjectInfo::key);

    private final Datasets datasets;
    private final Manifests manifests;
    private final Staging staging;
    private final TableEngine engine;
    private final TableLoader loader;
    private final SchemaInference inference;
    private final LogRecognition logs;

    public CleanStep(
            Datasets datasets,
            Manifests manifests,
            Staging staging,
            TableEngine engine,
            TableLoader loader,
            SchemaInference inference,
            LogRecognition logs) {
        this.datasets = datasets;
        this.manifests = manifests;
        this.staging = staging;
        this.engine = engine;
        this.loader = loader;
        this.inference = inference;
        this.logs = logs;
    }

    /**
     * An upload that a session can read.
     *
     * @param log what it was recognised as, where it is a log of events
     */
    record Opened(ObjectRef upload, RawTable raw, Optional<RecognisedLog> log, Session session)
            implements AutoCloseable {
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
            return new Opened(upload, raw, logs.recognise(raw, config, session), session);
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    /**
     * Infers the data set's schema from this upload and puts it in force, unless another call was faster with that of a larger
     * upload: were it replaced and put in force again, nobody would follow up the parts of which the events came in between.
     *
     * @return the schema in force
     */
    InferredSchema infer(DatasetName dataset, Opened opened, DatasetConfig config, Run run) {
        var inferred = opened.log().map(log -> events(log, opened, config)).orElseGet(() -> table(opened, config, run));
        return manifests.update(Keys.inferred(dataset), InferredSchema.class, present -> present.filter(
                        other -> prevails(other, inferred, dataset))
                .or(() -> Optional.of(inferred)));
    }

    private boolean prevails(InferredSchema other, InferredSchema inferred, DatasetName dataset) {
        if (!datasets.config(dataset).digest().equals(inferred.configDigest())) {
            throw new RetriableException(
                    "the configuration of " + dataset + " changed while its uploads were read", null);
        }
        var larger = datasets.uploads(dataset).stream()
                .sorted(LARGEST_FIRST)
                .map(ObjectInfo::ref)
                .filter(upload -> upload.equals(other.source()) || upload.equals(inferred.source()))
                .findFirst();
        return other.isOf(inferred.configDigest(), inferred.inferenceVersion())
                && larger.equals(Optional.of(other.source()));
    }

    private InferredSchema events(RecognisedLog log, Opened opened, DatasetConfig config) {
        var model = Optional.of(log.scripts())
                .filter(scripts -> scripts.letters() > 0)
                .map(scripts -> inference.model(scripts, config));
        return new InferredSchema(
                DatasetKind.EVENTS,
                EventColumns.schema(model, config.masking(), config.intent().map(IntentConfig::model)),
                opened.upload(),
                config.digest(),
                SchemaInference.VERSION,
                log.rowsExamined(),
                Stream.concat(log.reasons().stream(), Stream.of(log.time())).toList());
    }

    private InferredSchema table(Opened opened, DatasetConfig config, Run run) {
        var found = inference.infer(opened.raw(), config, opened.session());
        found.warnings().forEach(run::warn);
        return new InferredSchema(
                DatasetKind.TABLE,
                found.schema(),
                opened.upload(),
                config.digest(),
                SchemaInference.VERSION,
                found.rowsExamined());
    }

    /** Cleans the upload and publishes its part. */
    ObjectRef clean(DatasetName dataset, Opened opened, InferredSchema inferred, DatasetConfig config, Run run) {
        var manifest = Results.clean(dataset, opened.upload(), inferred.schema(), config);
        var part = inferred.kind() == DatasetKind.EVENTS
                ? eventPart(dataset, opened, inferred, config, manifest, run)
                : tablePart(dataset, opened, inferred, config, manifest, run);
        var published = manifests.publish(manifest, part);
        run.output(published);
        return published;
    }

    private CleanManifest tablePart(
            DatasetName dataset,
            Opened opened,
            InferredSchema inferred,
            DatasetConfig config,
            ObjectKey manifest,
            Run run) {
        var table = TableCleaner.clean(
                opened.raw(), inferred.schema(), config.dropDuplicates().orElse(false), opened.session());
        report(table, run);
        reportOthers(dataset, opened, table.parquet(), inferred, config, run);
        return new CleanManifest(
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
    }

    private CleanManifest eventPart(
            DatasetName dataset,
            Opened opened,
            InferredSchema inferred,
            DatasetConfig config,
            ObjectKey manifest,
            Run run) {
        var log = opened.log().orElseThrow(() -> LogRecognition.unknown(opened.raw(), config));
        var types = config.events().map(EventsConfig::types).orElse(Map.of());
        var events = EventCleaner.clean(
                opened.raw(),
                log,
                types,
                Masking.in(opened.session(), inferred.schema().masks()),
                opened.session());
        report(events, run);
        return new CleanManifest(
                dataset,
                opened.upload(),
                inferred.schema().digest(),
                Optional.empty(),
                events.counts(),
                events.rejectedByReason(),
                events.firstTime(),
                events.lastTime(),
                events.shards().entrySet().stream()
                        .map(shard ->
                                staging.publish(shard.getValue(), manifest, "shard=" + shard.getKey() + "/events"))
                        .toList(),
                events.rejects().map(file -> rejects(dataset, file, manifest)),
                Optional.of(new EventPart(log.title(), log.time(), events.shardCount(), events.notes())),
                events.warnings());
    }

    private static void report(CleanEvents events, Run run) {
        run.count(events.counts());
        events.rejectedByReason().forEach((reason, n) -> run.count("rejected: " + reason, n));
        events.warnings().forEach(run::warn);
        run.outcome("%,d events accepted, %,d rejected; %s"
                .formatted(
                        events.counts().get("accepted"),
                        events.counts().get("rejected"),
                        String.join("; ", events.notes())));
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
