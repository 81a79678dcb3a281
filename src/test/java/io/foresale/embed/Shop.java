package io.foresale.embed;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Runs;
import io.foresale.bucket.Staging;
import io.foresale.domain.CleanManifest;
import io.foresale.domain.Column;
import io.foresale.domain.DatasetKind;
import io.foresale.domain.DatasetName;
import io.foresale.domain.Digest;
import io.foresale.domain.ETag;
import io.foresale.domain.InferredSchema;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Role;
import io.foresale.domain.RunRecord;
import io.foresale.domain.Schema;
import io.foresale.domain.VectorsManifest;
import io.foresale.port.Budget;
import io.foresale.port.EmbeddingBatches;
import io.foresale.port.EmbeddingModels;
import io.foresale.port.IntentModels;
import io.foresale.port.KeywordJudge;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.port.ObjectStore.ObjectInfo;
import io.foresale.table.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A data set with two text columns in a bucket of its own, and the step that embeds it. */
final class Shop {

    static final DatasetName DATASET = new DatasetName("shop");
    static final Schema SCHEMA = new Schema(
            List.of(
                    Column.of("Title", Role.TEXT, "test"),
                    Column.of("the \"words\"", Role.TEXT, "test"),
                    Column.of("colour", Role.CATEGORICAL, "test")),
            Optional.empty(),
            Optional.of("hashing-8"));

    private final HeapBucket bucket = new HeapBucket();
    private final Manifests manifests = new Manifests(bucket, bucket);
    private final Staging staging = new Staging(bucket);
    private final Runs runs = new Runs(bucket, manifests, run -> {}, Instant::now);
    private final DuckDbEngine engine;

    Shop(Path scratch) {
        engine = new DuckDbEngine(scratch, "1GiB", 1);
        schemaInForce(SCHEMA);
    }

    void schemaInForce(Schema schema) {
        var source = new ObjectRef(Keys.upload(DATASET, "a.csv"), new ETag("1"));
        manifests.overwrite(
                Keys.inferred(DATASET),
                new InferredSchema(DatasetKind.TABLE, schema, source, Digest.of("none"), "1", 0));
    }

    EmbedStep step(EmbeddingModels models) {
        return step(models, Budget.unlimited());
    }

    EmbedStep step(EmbeddingModels models, Budget budget) {
        return step(models, KeywordJudge.nobody(), budget);
    }

    EmbedStep step(EmbeddingModels models, Budget budget, InstantSource clock) {
        var judges = KeywordJudge.nobody();
        var batches = EmbeddingBatches.none();
        return new EmbedStep(bucket, manifests, staging, runs, engine, models, judges, batches, budget, clock);
    }

    EmbedStep step(EmbeddingModels models, IntentModels judges, Budget budget) {
        return step(models, judges, EmbeddingBatches.none(), budget);
    }

    EmbedStep step(EmbeddingModels models, IntentModels judges, EmbeddingBatches batches, Budget budget) {
        return new EmbedStep(bucket, manifests, staging, runs, engine, models, judges, batches, budget, Instant::now);
    }

    /** A clean part with these titles and words, one row each. */
    ObjectRef part(String upload, List<@Nullable Object[]> titlesAndWords) {
        var manifest = Keys.clean(DATASET, Digest.of(upload));
        try (var session = engine.open()) {
            session.run("CREATE TABLE t (\"Title\" VARCHAR, \"the \"\"words\"\"\" VARCHAR)");
            session.append("t", titlesAndWords);
            var file = session.directory().resolve("clean.parquet");
            session.run("COPY (SELECT rowid AS _row, '' AS _hash, *, 'red' AS colour FROM t) TO " + Sql.text(file)
                    + " (FORMAT parquet)");
            return clean(manifest, upload, List.of(staging.publish(file, manifest, "clean")));
        }
    }

    ObjectRef partWithoutRows(String upload) {
        return clean(Keys.clean(DATASET, Digest.of(upload)), upload, List.of());
    }

    private ObjectRef clean(ObjectKey manifest, String upload, List<ObjectRef> rows) {
        var source = new ObjectRef(Keys.upload(DATASET, upload), new ETag("1"));
        var schema =
                manifests.require(Keys.inferred(DATASET), InferredSchema.class).schema();
        return manifests.publish(
                manifest,
                new CleanManifest(
                        DATASET,
                        source,
                        schema.digest(),
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        rows,
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
    }

    VectorsManifest vectors(ObjectRef manifest) {
        return manifests.require(manifest.key(), VectorsManifest.class);
    }

    /** The records of runs, the newest first. */
    List<RunRecord> runs() {
        return runs.of(DATASET, 100);
    }

    RunRecord lastRun() {
        return runs().getFirst();
    }

    /** Vectors by hash, as they lie in these objects. */
    Map<String, float[]> read(List<ObjectRef> objects) {
        var vectors = new TreeMap<String, float[]>();
        try (var session = engine.open()) {
            session.stream(
                    row -> vectors.put(row.text(0), row.vector(1)),
                    "SELECT hash, vector FROM " + Sql.parquet(staging.fetchAll(objects, session.directory())));
        }
        return vectors;
    }

    /** Intents by hash, as they lie in these objects, of texts that have one. */
    Map<String, Double> intents(List<ObjectRef> objects) {
        var intents = new TreeMap<String, Double>();
        try (var session = engine.open()) {
            session.stream(
                    row -> intents.put(row.text(0), row.number(1)),
                    "SELECT hash, intent FROM " + Sql.parquet(staging.fetchAll(objects, session.directory()))
                            + " WHERE intent IS NOT NULL");
        }
        return intents;
    }

    /** The name of a text, computed without SQL. */
    static String hash(String text) {
        var sha = Digest.sha256();
        sha.update(text.getBytes(StandardCharsets.UTF_8));
        return Digest.of(sha).value();
    }

    void put(String key, String content) {
        bucket.put(
                new ObjectKey(key),
                new Content.Bytes(content.getBytes(StandardCharsets.UTF_8)),
                new Condition.Always());
    }

    ObjectRef ref(String key) {
        return bucket.head(new ObjectKey(key)).orElseThrow().ref();
    }

    String text(String key) {
        try (var session = engine.open()) {
            return Files.readString(staging.fetch(ref(key), session.directory()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that embedding left behind, but for the records of runs. */
    List<ObjectRef> results() {
        try (var objects = bucket.list("vectors/")) {
            return objects.map(ObjectInfo::ref).toList();
        }
    }
}
