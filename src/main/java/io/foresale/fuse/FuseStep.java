package io.foresale.fuse;

import io.foresale.bucket.Datasets;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Results;
import io.foresale.bucket.Run;
import io.foresale.bucket.Runs;
import io.foresale.bucket.Staging;
import io.foresale.domain.CleanManifest;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetKind;
import io.foresale.domain.DatasetName;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.InferredSchema;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.domain.StepResult;
import io.foresale.domain.VectorsManifest;
import io.foresale.port.Deadline;
import io.foresale.port.TableEngine;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.FeatureTable;
import io.foresale.table.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Joins all parts of a data set once every upload of it has been cleaned and embedded. */
public final class FuseStep {

    private final Datasets datasets;
    private final Manifests manifests;
    private final Staging staging;
    private final Runs runs;
    private final TableEngine engine;
    private final FuseEventsStep events;

    public FuseStep(
            Datasets datasets,
            Manifests manifests,
            Staging staging,
            Runs runs,
            TableEngine engine,
            FuseEventsStep events) {
        this.datasets = datasets;
        this.manifests = manifests;
        this.staging = staging;
        this.runs = runs;
        this.engine = engine;
        this.events = events;
    }

    /** The same step, which leaves the rest of a log to the next call where the deadline is near. */
    public FuseStep until(Deadline deadline) {
        return new FuseStep(datasets, manifests, staging, runs, engine, events.until(deadline));
    }

    /**
     * Fuses what the data set consists of now.
     *
     * @return the feature table's manifest; nothing to do where a part is still to come, whose own event will fuse
     */
    public StepResult fuse(DatasetName dataset) {
        return fuse(dataset, Optional.empty());
    }

    /**
     * Does the next thing that one shard of a log lacks, and leaves the rest to other calls.
     *
     * @return a manifest of the shard's; nothing to do where there is no such shard, nothing is lacking or others come first
     */
    public StepResult fuse(DatasetName dataset, int shard) {
        return fuse(dataset, Optional.of(shard));
    }

    private StepResult fuse(DatasetName dataset, Optional<Integer> shard) {
        var config = datasets.config(dataset);
        var inferred = datasets.inferred(dataset);
        var schema = inferred.map(InferredSchema::schema);
        var parts = schema.flatMap(s -> parts(dataset, s, config));
        if (parts.isEmpty()) {
            return StepResult.nothing(
                    "not every upload of " + dataset
                            + " is cleaned and embedded under the configuration in force yet; the last one's vectors start this again");
        }
        if (parts.get().stream().allMatch(p -> p.clean().rows().isEmpty())) {
            return StepResult.nothing("no upload of " + dataset + " has a row that was accepted");
        }
        if (inferred.get().kind() == DatasetKind.EVENTS) {
            var log = new LogJob(dataset, schema.get(), config, parts.get());
            return shard.map(number -> events.fuse(log, number)).orElseGet(() -> events.fuse(log));
        }
        if (shard.isPresent()) {
            return StepResult.nothing(dataset + " is a table, which has no shards: a call without 'shard' fuses it");
        }
        var refs = parts.get().stream().map(Part::ref).toList();
        var manifest = Results.features(dataset, refs, config);
        if (manifests.exists(manifest)) {
            return StepResult.doneBefore(manifest);
        }
        return StepResult.written(runs.record(
                dataset, "fuse", refs, run -> join(dataset, schema.get(), config, parts.get(), manifest, run)));
    }

    /** All parts; empty where one is missing. */
    private Optional<List<Part>> parts(DatasetName dataset, Schema schema, DatasetConfig config) {
        var parts = new ArrayList<Part>();
        for (var upload : datasets.uploadRefs(dataset)) {
            var part = manifests
                    .find(Results.clean(dataset, upload, schema, config), CleanManifest.class)
                    .flatMap(clean -> vectors(dataset, schema, clean));
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        return Optional.of(parts);
    }

    private Optional<Part> vectors(DatasetName dataset, Schema schema, Manifests.Stored<CleanManifest> clean) {
        var model = clean.value().embeddingModel(schema);
        var judge = clean.value().intentModel(schema);
        return manifests
                .find(Results.vectors(dataset, clean.ref(), model, judge), VectorsManifest.class)
                .map(vectors -> new Part(clean.value(), vectors.value(), vectors.ref()));
    }

    private ObjectRef join(
            DatasetName dataset, Schema schema, DatasetConfig config, List<Part> parts, ObjectKey manifest, Run run) {
        try (var session = engine.open()) {
            var table = new FeatureTable(schema);
            var cleanFiles = new ArrayList<FeatureTable.CleanFile>();
            for (var part : parts) {
                for (var file : staging.fetchAll(part.clean().rows(), session.directory())) {
                    cleanFiles.add(
                            new FeatureTable.CleanFile(part.clean().source().key(), file));
                }
            }
            var vectorFiles = staging.fetchAll(Part.vectors(parts), session.directory());
            var intentFiles = staging.fetchAll(Part.intents(parts), session.directory());
            var target = session.directory().resolve("features.parquet");
            table.statements(
                            cleanFiles,
                            vectorFiles,
                            intentFiles,
                            config.dropDuplicates().orElse(false),
                            target)
                    .forEach(session::run);
            var counts = counts(session, schema);
            run.count(counts);
            var rows = staging.publish(target, manifest, "features");
            var sources = parts.stream().map(p -> p.clean().source()).toList();
            var refs = parts.stream().map(Part::ref).toList();
            var published = manifests.publish(
                    manifest,
                    new FeaturesManifest(
                            dataset,
                            schema.withIntents(),
                            config.digest(),
                            sources,
                            refs,
                            List.of(rows),
                            counts,
                            Optional.empty()));
            run.output(published);
            return published;
        }
    }

    private static Map<String, Long> counts(Session session, Schema schema) {
        var label = schema.single(Role.LABEL).map(c -> Sql.name(c.name())).orElse("NULL::BOOLEAN");
        return session.query(
                        row -> Map.of(
                                "rows", row.whole(0),
                                "positives", row.whole(1),
                                "negatives", row.whole(2),
                                "unlabelled", row.whole(3)),
                        "SELECT count(*), count(*) FILTER (WHERE %1$s), count(*) FILTER (WHERE NOT %1$s), count(*) FILTER (WHERE %1$s IS NULL) FROM examples"
                                .formatted(label))
                .getFirst();
    }
}
