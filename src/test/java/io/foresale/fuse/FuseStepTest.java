package io.foresale.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.adapter.json.JsonDocuments;
import io.foresale.bucket.Datasets;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Results;
import io.foresale.bucket.Runs;
import io.foresale.bucket.Staging;
import io.foresale.domain.CleanManifest;
import io.foresale.domain.Column;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetKind;
import io.foresale.domain.DatasetName;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.InferredSchema;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Problem;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.domain.StepResult;
import io.foresale.domain.VectorsManifest;
import io.foresale.port.MemoryStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.table.Sql;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of rows {@code note|bought}; the vector of a note is its length and 1. */
class FuseStepTest {

    private static final DatasetName SHOP = new DatasetName("shop");
    private static final String MODEL = "lengths-2";
    private static final Schema SCHEMA = new Schema(
            List.of(
                    Column.of("junk", Role.DROP, "test"),
                    Column.of("the \"note\"", Role.TEXT, "test"),
                    Column.of("bought", Role.LABEL, "test")),
            Optional.of(new Schema.Label("1", Optional.empty())),
            Optional.of(MODEL));

    @TempDir
    Path scratch;

    private final MemoryStore store = new MemoryStore();
    private final Manifests manifests = new Manifests(store, new JsonDocuments());
    private final Staging staging = new Staging(store);
    private final Runs runs = new Runs(store, manifests, run -> {}, Instant::now);
    private DatasetConfig config = DatasetConfig.none();

    @Test
    void rowsAreJoinedWithTheVectorsOfTheirTextsInTheOrderOfUploadsAndRows() {
        embed(clean("b.csv", "hi|1", "|0"), "hi");
        embed(clean("a.csv", "hello|1", "hi|", "never embedded|0"), "hello", "hi");

        var table = fuse().orElseThrow();

        assertThat(rows(table))
                .containsExactly(
                        "raw/shop/a.csv 1 [5.0, 1.0] true",
                        "raw/shop/a.csv 2 [2.0, 1.0] ∅",
                        "raw/shop/a.csv 3 ∅ false",
                        "raw/shop/b.csv 1 [2.0, 1.0] true",
                        "raw/shop/b.csv 2 ∅ false");
        assertThat(table.counts()).isEqualTo(Map.of("rows", 5L, "positives", 2L, "negatives", 2L, "unlabelled", 1L));
        assertThat(table.sources().stream().map(ref -> ref.key().fileName())).containsExactly("a.csv", "b.csv");
    }

    @Test
    void aPartWithoutItsVectorsIsWaitedForAndTheLastOneFusesAll() {
        embed(clean("a.csv", "hello|1"), "hello");
        var late = clean("b.csv", "hi|0");
        assertThat(nothingToFuse()).contains("not every upload of shop is cleaned and embedded");
        assertThat(runs.of(SHOP, 10)).isEmpty();

        embed(late, "hi");
        assertThat(fuse().orElseThrow().sources()).hasSize(2);
        assertThat(nothingToFuse()).as("the same set again").startsWith("done before: features/shop/");
        assertThat(runs.of(SHOP, 10)).hasSize(1);
    }

    @Test
    void anUploadThatIsNotCleanYetIsWaitedFor() {
        embed(clean("a.csv", "hello|1"), "hello");
        upload("b.csv");
        assertThat(fuse()).isEmpty();
    }

    @Test
    void aRefusedUploadIsPassedByAndAloneMakesNoTable() {
        var problem = new Problem("raw/shop/b.csv", "a table", "a picture", "upload a table");
        embed(clean("b.csv", Optional.of(problem)));
        assertThat(nothingToFuse()).isEqualTo("no upload of shop has a row that was accepted");

        embed(clean("a.csv", "hello|1"), "hello");
        var table = fuse().orElseThrow();
        assertThat(rows(table)).containsExactly("raw/shop/a.csv 1 [5.0, 1.0] true");
        assertThat(table.parts()).hasSize(2);
    }

    @Test
    void textsWithoutAnyVectorLeaveAColumnOfNone() {
        embed(clean("a.csv", "|1", "|0"));
        assertThat(rows(fuse().orElseThrow())).containsExactly("raw/shop/a.csv 1 ∅ true", "raw/shop/a.csv 2 ∅ false");
    }

    @Test
    void rowsThatStandInSeveralUploadsAreKeptUnlessTheOwnerWantsThemOnce() {
        embed(clean("a.csv", "hello|1", "hello|1"), "hello");
        embed(clean("b.csv", "hi|0", "hello|1"), "hi", "hello");
        assertThat(fuse().orElseThrow().counts()).containsEntry("rows", 4L);

        config = manifests.update(Keys.config(SHOP), DatasetConfig.class, _ -> Optional.of(once()));
        embed(clean("a.csv", "hello|1", "hello|1"), "hello");
        embed(clean("b.csv", "hi|0", "hello|1"), "hi", "hello");
        assertThat(rows(fuse().orElseThrow()))
                .containsExactly("raw/shop/a.csv 1 [5.0, 1.0] true", "raw/shop/b.csv 1 [2.0, 1.0] false");
    }

    private FuseStep step() {
        var datasets = new Datasets(store, manifests);
        var events =
                new FuseEventsStep(datasets, manifests, staging, runs, engine(), new Sampling(1_000, 1_000, 10, 7));
        return new FuseStep(datasets, manifests, staging, runs, engine(), events);
    }

    private String nothingToFuse() {
        return ((StepResult.NothingToDo) step().fuse(SHOP)).reason();
    }

    private Optional<FeaturesManifest> fuse() {
        return step().fuse(SHOP).manifest().map(ref -> manifests.require(ref.key(), FeaturesManifest.class));
    }

    private DuckDbEngine engine() {
        return new DuckDbEngine(scratch, "1GiB", 1);
    }

    private ObjectRef upload(String name) {
        var key = Keys.upload(SHOP, name);
        var content = new Content.Bytes(name.getBytes(StandardCharsets.UTF_8));
        var ref = new ObjectRef(
                key, store.put(key, content, new Condition.Always()).orElseThrow());
        manifests.overwrite(
                Keys.inferred(SHOP), new InferredSchema(DatasetKind.TABLE, SCHEMA, ref, config.digest(), "1", 1));
        return ref;
    }

    private ObjectRef clean(String name, String... rows) {
        return clean(name, Optional.empty(), rows);
    }

    private ObjectRef clean(String name, Optional<Problem> refusal, String... rows) {
        var source = upload(name);
        var key = Results.clean(SHOP, source, SCHEMA, config);
        return manifests.publish(
                key,
                new CleanManifest(
                        SHOP,
                        source,
                        SCHEMA.digest(),
                        refusal,
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        rows.length == 0 ? List.of() : List.of(parquet(key, rows)),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
    }

    private ObjectRef parquet(ObjectKey manifest, String... rows) {
        try (var session = engine().open()) {
            session.run("CREATE TABLE t (_hash VARCHAR, \"the \"\"note\"\"\" VARCHAR, bought BOOLEAN)");
            session.append(
                    "t",
                    Arrays.stream(rows)
                            .map(row -> row.split("\\|", -1))
                            .map(c -> new Object[] {
                                c[0] + c[1], c[0].isEmpty() ? null : c[0], c[1].isEmpty() ? null : c[1].equals("1")
                            })
                            .toList());
            var file = session.directory().resolve("rows.parquet");
            session.run("COPY (SELECT rowid + 1 AS _row, * FROM t) TO " + Sql.text(file) + " (FORMAT parquet)");
            return staging.publish(file, manifest, "rows");
        }
    }

    private void embed(ObjectRef clean, String... texts) {
        var model = manifests.require(clean.key(), CleanManifest.class).embeddingModel(SCHEMA);
        var key = Results.vectors(SHOP, clean, model, Optional.empty());
        var vectors = texts.length == 0 ? List.<ObjectRef>of() : List.of(vectors(key, texts));
        manifests.publish(key, new VectorsManifest(SHOP, clean, model, 2, vectors, Map.of()));
    }

    private ObjectRef vectors(ObjectKey manifest, String... texts) {
        try (var session = engine().open()) {
            session.run("CREATE TABLE t (text VARCHAR, vector FLOAT[2])");
            session.append(
                    "t",
                    Arrays.stream(texts)
                            .map(text -> new Object[] {text, new float[] {text.length(), 1}})
                            .toList());
            var file = session.directory().resolve("vectors.parquet");
            session.run("COPY (SELECT " + Sql.textHash("text") + " AS hash, vector FROM t) TO " + Sql.text(file)
                    + " (FORMAT parquet)");
            return staging.publish(file, manifest, "vectors");
        }
    }

    private List<String> rows(FeaturesManifest table) {
        try (var session = engine().open()) {
            return session.query(
                    row -> row.text(0),
                    "SELECT concat_ws(' ', _upload, _row, coalesce(\"the \"\"note\"\"\"::VARCHAR, '∅'),"
                            + " coalesce(bought::VARCHAR, '∅')) FROM "
                            + Sql.parquet(staging.fetchAll(table.rows(), session.directory())));
        }
    }

    private static DatasetConfig once() {
        var none = DatasetConfig.none();
        return new DatasetConfig(
                none.kind(),
                none.label(),
                none.positive(),
                none.id(),
                none.time(),
                none.drop(),
                none.text(),
                none.roles(),
                none.delimiter(),
                none.encoding(),
                Optional.of(true),
                none.masking(),
                none.embeddingModel(),
                none.intent(),
                none.folds(),
                none.seed(),
                none.horizonDays(),
                none.allowLeaks(),
                none.events());
    }
}
