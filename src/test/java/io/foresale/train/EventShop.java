package io.foresale.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.adapter.ejml.EjmlEigenSolver;
import io.foresale.adapter.json.JsonDocuments;
import io.foresale.adapter.liblinear.LiblinearLearner;
import io.foresale.bucket.Datasets;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.ModelCache;
import io.foresale.bucket.Models;
import io.foresale.bucket.Runs;
import io.foresale.bucket.Staging;
import io.foresale.domain.Column;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetName;
import io.foresale.domain.Digest;
import io.foresale.domain.EventTable;
import io.foresale.domain.EventsConfig.Protocol;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.ModelManifest;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Provenance;
import io.foresale.domain.Question;
import io.foresale.domain.Role;
import io.foresale.domain.RunRecord;
import io.foresale.domain.Schema;
import io.foresale.port.MemoryStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Feature tables of a log, made by SQL, in a bucket in memory, and the training on them. */
final class EventShop {

    static final DatasetName SHOP = new DatasetName("shop");

    /** A user buys the likelier the more visits and the lower the hash says; what is bought before is bought again. */
    private static final String ROWS = """
            CREATE TABLE rows AS SELECT '' AS _upload, row_number() OVER (ORDER BY u, c) AS _row,
              md5(u || ' ' || c) AS _hash, 'user ' || u AS _user, TIMESTAMP '2026-01-01' + INTERVAL 1 DAY * c AS _cutoff,
              _cutoff + INTERVAL 7 DAY AS _until, rate AS _rate, 'user ' || u AS user_id, bought, visits, product_bought_all
            FROM (SELECT *, (hash(u, c, 1) %% 1000) / 1000.0 < 1 / (1 + exp(2 - visits / 2.0 - product_bought_all)) AS bought,
                    CASE WHEN %3$s THEN 0.25 ELSE 1 END AS rate
              FROM (SELECT u, c, (hash(u, c) %% 8)::DOUBLE AS visits, (hash(u, c, 2) %% 3 = 0)::INT::DOUBLE AS product_bought_all
                FROM range(%1$d) users(u), (SELECT unnest(%2$s) AS c)))
            WHERE bought OR rate = 1 OR hash(u, c, 3) %% 4 = 0
            """;

    private final MemoryStore store = new MemoryStore();
    final Manifests manifests = new Manifests(store, new JsonDocuments());
    final Datasets datasets = new Datasets(store, manifests);
    final Models models = new Models(store, manifests, this::tick);
    private final Runs runs = new Runs(store, manifests, run -> {}, this::tick);
    private final Staging staging = new Staging(store);
    private final DuckDbEngine engine;
    private Instant now = Instant.parse("2026-05-01T00:00:00Z");

    EventShop(Path scratch) {
        engine = new DuckDbEngine(scratch, "1GiB", 2);
    }

    private Instant tick() {
        now = now.plusMillis(1);
        return now;
    }

    /** A feature table of so many users at cut-offs so many days after New Year, tested from one of them on. */
    ObjectRef table(Question question, Protocol protocol, int users, int testFrom, Integer... cutoffs) {
        if (datasets.uploads(SHOP).isEmpty()) {
            store.put(Keys.upload(SHOP, "log.csv"), new Content.Bytes("a log".getBytes(UTF_8)), new Condition.Always());
        }
        var manifest = Keys.features(SHOP, Digest.of(question, protocol, users, testFrom, List.of(cutoffs)));
        try (var session = engine.open()) {
            session.run(ROWS.formatted(users, List.of(cutoffs), question == Question.WHAT));
            var file = session.directory().resolve("features.parquet");
            session.run("COPY rows TO " + Sql.text(file) + " (FORMAT parquet)");
            var counts = session.query(
                            row -> Map.of("rows", row.whole(0), "positives", row.whole(1), "negatives", row.whole(2)),
                            "SELECT count(*), count(*) FILTER (bought), count(*) FILTER (NOT bought) FROM rows")
                    .getFirst();
            var table = new EventTable(
                    question,
                    28,
                    7,
                    List.of(cutoffs).stream().map(EventShop::day).toList(),
                    day(testFrom),
                    protocol,
                    Optional.empty(),
                    now,
                    List.of(),
                    Map.of());
            return manifests.publish(
                    manifest,
                    new FeaturesManifest(
                            SHOP,
                            schema(),
                            datasets.config(SHOP).digest(),
                            datasets.uploadRefs(SHOP),
                            List.of(),
                            List.of(staging.publish(file, manifest, "features")),
                            counts,
                            Optional.of(table)));
        }
    }

    static Instant day(int day) {
        return Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(day));
    }

    private static Schema schema() {
        return new Schema(
                List.of(
                        Column.of("user_id", Role.ID, "test"),
                        Column.of("bought", Role.LABEL, "test"),
                        Column.of("visits", Role.SIMILARITY, "test"),
                        Column.of("product_bought_all", Role.BOOLEAN, "test")),
                Optional.of(new Schema.Label("true", Optional.of("false"))),
                Optional.empty());
    }

    /** Trains, with at most so many rows. */
    Optional<ObjectRef> train(ObjectRef table, int maxRows) {
        var learner = new LiblinearLearner();
        var settings = new FitStep.Settings(
                maxRows, 1L << 30, Duration.ofMinutes(5), 3, 7, learner.id(), "a test's", Optional.empty());
        var training = new Training(learner, new EjmlEigenSolver(), 2, 1L << 30);
        var fit = new FitStep(manifests, models, staging, engine, new JsonDocuments(), training, settings, this::tick);
        var policy = new RetrainPolicy(0.05, Duration.ofDays(30));
        return new TrainStep(datasets, manifests, models, runs, fit, policy, this::tick)
                .train(table, false)
                .manifest();
    }

    ModelManifest trained(ObjectRef table, int maxRows) {
        return models.manifest(train(table, maxRows).orElseThrow().key());
    }

    Evaluation evaluation(ModelManifest version) {
        return models.part(version, "metrics", Evaluation.class);
    }

    Provenance provenance(ModelManifest version) {
        return models.part(version, "provenance", Provenance.class);
    }

    ModelCache cache() {
        return new ModelCache(store, new JsonDocuments(), models, Duration.ZERO, this::tick);
    }

    void configure(DatasetConfig config) {
        manifests.overwrite(Keys.config(SHOP), config);
    }

    /** The newest first. */
    List<RunRecord> runs() {
        return runs.of(SHOP, 100);
    }
}
