package io.foresale.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.adapter.json.JsonDocuments;
import io.foresale.adapter.upload.PlainUploads;
import io.foresale.bucket.Datasets;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Results;
import io.foresale.bucket.Runs;
import io.foresale.bucket.Staging;
import io.foresale.domain.CleanManifest;
import io.foresale.domain.DatasetName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.domain.Role;
import io.foresale.domain.RunRecord;
import io.foresale.domain.StepResult;
import io.foresale.events.LogRecognition;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModels;
import io.foresale.port.MemoryStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.table.SchemaInference;
import io.foresale.table.TableLimits;
import io.foresale.table.TableLoader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestStepTest {

    private static final DatasetName SHOP = new DatasetName("shop");

    @TempDir
    Path scratch;

    private MemoryStore store = new MemoryStore();

    @Test
    void anUploadBecomesAPartAndTheSchemaIsWritten() {
        var manifest = part(
                step().upload(put("raw/shop/a.csv", people(1, 60))).manifest().orElseThrow());
        assertThat(manifest.counts())
                .containsEntry("accepted", 60L)
                .containsEntry("positives", 30L)
                .containsEntry("negatives", 30L);
        assertThat(manifest.rows()).hasSize(1);
        var schema = datasets().inferred(SHOP).orElseThrow().schema();
        assertThat(schema.of(Role.ID)).extracting(c -> c.name()).containsExactly("user_id");
        assertThat(runs()).extracting(RunRecord::state).containsExactly(RunRecord.State.SUCCEEDED);
    }

    @Test
    void theSameEventTwiceDoesNothingAndLeavesNoRecord() {
        var upload = put("raw/shop/a.csv", people(1, 60));
        step().upload(upload);
        assertThat(step().upload(upload))
                .isEqualTo(StepResult.nothing(
                        "every upload of shop was taken in before under the configuration in force"));
        assertThat(runs()).hasSize(1);
    }

    @Test
    void whatTimeDoesNotSufficeForIsLeftToTheNextCallWhichDoesOnlyThat() {
        var uploads = IntStream.range(0, 5)
                .mapToObj(i -> put("raw/shop/" + i + ".csv", people(100 * i, 60 - i)))
                .toList();
        var looks = new AtomicInteger();
        assertThatThrownBy(() -> step().until(() -> looks.incrementAndGet() > 2).upload(uploads.get(4)))
                .isInstanceOf(RetriableException.class)
                .hasMessage("time ran out after 3 of 5 uploads, which are kept; the redelivery goes on");
        assertThat(runs()).hasSize(3);

        assertThat(step().upload(uploads.get(4)).manifest()).isPresent();
        assertThat(runs()).hasSize(5).extracting(RunRecord::inputs).doesNotHaveDuplicates();
        assertThat(results().keySet().stream().filter(k -> k.endsWith(Keys.MANIFEST)))
                .hasSize(5);
    }

    @Test
    void whatIsThereAtTheEndDoesNotDependOnTheOrderOfUploads() {
        var small = people(1, 40);
        var large = people(100, 90).replace("age", "Age");
        step().upload(put("raw/shop/small.csv", small));
        step().upload(put("raw/shop/z large.csv", large));
        var oneOrder = results();
        store = new MemoryStore();
        step().upload(put("raw/shop/z large.csv", large));
        step().upload(put("raw/shop/small.csv", small));
        var inForce = results();
        assertThat(oneOrder).containsAllEntriesOf(inForce);
        assertThat(inForce.keySet().stream().filter(k -> k.endsWith(Keys.MANIFEST)))
                .hasSize(2);
    }

    @Test
    void aFileThatIsNoTableIsRecordedWithItsRemedyAndLeavesNoSchema() {
        var upload = put("raw/shop/a b.csv", "%PDF-1.7 …");
        assertThatThrownBy(() -> step().upload(upload))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("raw/shop/a b.csv")
                .hasMessageContaining("a PDF document");
        assertThat(datasets().inferred(SHOP)).isEmpty();
        assertThat(runs()).extracting(RunRecord::state).containsExactly(RunRecord.State.FAILED);
    }

    @Test
    void anUnreadableUploadHasAPartWithoutRowsOnceThereIsASchema() {
        step().upload(put("raw/shop/a.csv", people(1, 60)));
        var bad = put("raw/shop/bad.csv", "%PDF-1.7 " + "x".repeat(10_000));
        assertThatThrownBy(() -> step().upload(bad)).isInstanceOf(PermanentException.class);
        var schema = datasets().inferred(SHOP).orElseThrow().schema();
        var manifest =
                part(new ObjectRef(Results.clean(SHOP, bad, schema, datasets().config(SHOP)), bad.eTag()));
        assertThat(manifest.refusal()).isPresent();
        assertThat(manifest.rows()).isEmpty();
        assertThat(step().upload(bad).manifest()).isEmpty();
    }

    @Test
    void theSameRowsInASecondFileAreReported() {
        step().upload(put("raw/shop/a.csv", people(1, 60)));
        step().upload(put("raw/shop/b.csv", people(31, 60)));
        assertThat(runs().getFirst().counts()).containsEntry("inOtherUploads", 30L);
        assertThat(runs().getFirst().warnings()).anySatisfy(w -> assertThat(w).startsWith("30 rows are also in"));
    }

    @Test
    void duplicateRowsAreKeptAndCountedUnlessTheOwnerDropsThem() {
        var rows = people(1, 60) + "u1,21,Paris,no\nu1,21,Paris,no\n";
        var upload = put("raw/shop/a.csv", rows);
        assertThat(part(step().upload(upload).manifest().orElseThrow()).counts())
                .containsEntry("accepted", 62L)
                .containsEntry("duplicates", 1L);
        var dropped = part(step().configured(put("datasets/shop.json", "{\"dropDuplicates\": true}"))
                .manifest()
                .orElseThrow());
        assertThat(dropped.counts()).containsEntry("duplicates", 1L).containsEntry("negatives", 31L);
    }

    @Test
    void aConfigurationThatNamesNoColumnFailsWithTheColumnsThereAre() {
        step().upload(put("raw/shop/a.csv", people(1, 60)));
        assertThatThrownBy(() -> step().configured(put("datasets/shop.json", "{\"label\": \"sold\"}")))
                .hasMessage(
                        "the configuration's 'label': wanted a column of raw/shop/a.csv: age, city, user_id, bought,"
                                + " got 'sold'; correct the name in the data set's configuration");
        assertThat(runs().getFirst().state()).isEqualTo(RunRecord.State.FAILED);
    }

    @Test
    void aConfigurationThatIsNoJsonIsAFailedRun() {
        assertThatThrownBy(() -> step().configured(put("datasets/shop.json", "{label:")))
                .isInstanceOf(PermanentException.class);
        assertThat(runs()).extracting(RunRecord::state).containsExactly(RunRecord.State.FAILED);
    }

    @Test
    void aLabelWithThreeValuesIsRefusedUntilThePositiveOneIsNamed() {
        var rows = people(1, 60)
                .replace("u7,27,Rome,no", "u7,27,Rome,maybe")
                .replace("u7,27,Oslo,no", "u7,27,Oslo,maybe")
                .replaceFirst(",no\n", ",maybe\n");
        step().upload(put("raw/shop/a.csv", rows));
        assertThatThrownBy(() -> step().configured(put("datasets/shop.json", "{\"label\": \"bought\"}")))
                .hasMessageContaining("two values")
                .hasMessageContaining("'maybe'")
                .hasMessageContaining("positive");
        var part = part(step().configured(put("datasets/shop.json", "{\"label\": \"bought\", \"positive\": \"yes\"}"))
                .manifest()
                .orElseThrow());
        assertThat(part.counts()).containsEntry("positives", 30L).containsEntry("negatives", 30L);
    }

    @Test
    void aSecondUploadWithoutAColumnAndWithAnotherIsTakenInWithWarnings() {
        step().upload(put("raw/shop/a.csv", people(1, 60)));
        var manifest = part(step().upload(put("raw/shop/b.csv", "user_id,age,shoe\nx1,33,41\nx2,34,42\n"))
                .manifest()
                .orElseThrow());
        assertThat(manifest.counts()).containsEntry("accepted", 2L).containsEntry("unlabelled", 2L);
        assertThat(manifest.warnings())
                .anySatisfy(w -> assertThat(w).contains("lacks", "city, bought"))
                .anySatisfy(w -> assertThat(w).contains("ignored: shoe"));
    }

    @Test
    void aStaleEventDoesNothing() {
        var old = put("raw/shop/a.csv", people(1, 60));
        put("raw/shop/a.csv", people(1, 61));
        assertThat(step().upload(old))
                .isEqualTo(StepResult.nothing(
                        "raw/shop/a.csv was replaced or removed since; what is there now has its own event"));
        assertThat(runs()).isEmpty();
    }

    private static String people(int from, int count) {
        var cities = List.of("Paris", "Rome", "Oslo");
        return "user_id,age,city,bought\n"
                + IntStream.range(from, from + count)
                        .mapToObj(i -> "u%d,%d,%s,%s\n"
                                .formatted(i, 20 + i % 50, cities.get(i % 3), i % 2 == 0 ? "yes" : "no"))
                        .collect(Collectors.joining());
    }

    private ObjectRef put(String key, String content) {
        var objectKey = new ObjectKey(key);
        return new ObjectRef(
                objectKey,
                store.put(objectKey, new Content.Bytes(content.getBytes(UTF_8)), new Condition.Always())
                        .orElseThrow());
    }

    private Manifests manifests() {
        return new Manifests(store, new JsonDocuments());
    }

    private Datasets datasets() {
        return new Datasets(store, manifests());
    }

    private Runs recorder() {
        return new Runs(store, manifests(), _ -> {}, InstantSource.system());
    }

    private List<RunRecord> runs() {
        return recorder().of(SHOP, 100);
    }

    private CleanManifest part(ObjectRef ref) {
        return manifests().require(ref.key(), CleanManifest.class);
    }

    /** Everything but the records of runs, with the content's tag. */
    private TreeMap<String, String> results() {
        try (var objects = store.list("")) {
            return objects.filter(o -> !o.key().value().startsWith("runs/"))
                    .collect(
                            Collectors.toMap(o -> o.key().value(), o -> o.eTag().value(), (a, _) -> a, TreeMap::new));
        }
    }

    private IngestStep step() {
        var loader = new TableLoader(new PlainUploads(1 << 30), TableLimits.DEFAULT);
        var inference = new SchemaInference(TableLimits.DEFAULT, new NoModels());
        var engine = new DuckDbEngine(scratch, "1GiB", 2);
        var clean = new CleanStep(
                datasets(),
                manifests(),
                new Staging(store),
                engine,
                loader,
                inference,
                new LogRecognition(InstantSource.system()));
        return new IngestStep(datasets(), manifests(), recorder(), clean);
    }

    /** These tables have no text. */
    private static final class NoModels implements EmbeddingModels {
        @Override
        public EmbeddingModel model(String id) {
            throw new IllegalStateException("nothing is embedded here");
        }

        @Override
        public String suitedTo(Script script) {
            return "model";
        }

        @Override
        public List<String> ids() {
            return List.of("model");
        }
    }
}
