package io.foresale.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.adapter.json.JsonDocuments;
import io.foresale.adapter.upload.PlainUploads;
import io.foresale.bucket.Datasets;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Runs;
import io.foresale.bucket.Staging;
import io.foresale.domain.CleanManifest;
import io.foresale.domain.DatasetKind;
import io.foresale.domain.DatasetName;
import io.foresale.domain.InferredSchema;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Role;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of events as data sets: which kind a data set is of, and what becomes of each of its uploads. */
class IngestEventsTest {

    private static final DatasetName SHOP = new DatasetName("shop");

    @TempDir
    Path scratch;

    private final MemoryStore store = new MemoryStore();

    private static String clicks(int count) {
        return "event_time,event_type,product_id,user_id,user_session,price\n"
                + IntStream.rangeClosed(1, count)
                        .mapToObj(i -> "2024-01-05 10:00:%02d UTC,view,p%d,u%d,s1,5\n".formatted(i % 60, i, i % 7))
                        .collect(Collectors.joining());
    }

    private static String invoices() {
        return "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
                + "1,A,red kite,2,2024-01-07 10:00:00,3,u1,France\n";
    }

    private static String people() {
        return "user_id,age,bought\n"
                + IntStream.range(0, 200)
                        .mapToObj(i -> "u%d,%d,%s\n".formatted(i, 20 + i * 7 % 50, i % 2 == 0 ? "yes" : "no"))
                        .collect(Collectors.joining());
    }

    @Test
    void aLogMakesADataSetOfEventsAndAPartWithOneShard() {
        var part = part(
                step().upload(put("raw/shop/log.csv", clicks(40))).manifest().orElseThrow());
        var inferred = inferred();
        assertThat(inferred.kind()).isEqualTo(DatasetKind.EVENTS);
        assertThat(inferred.reasons())
                .anySatisfy(r -> assertThat(r).startsWith("recognised as REES46 by event_time"))
                .anySatisfy(r -> assertThat(r).contains("ISO 8601"));
        assertThat(part.rows()).singleElement().satisfies(ref -> assertThat(
                        ref.key().value())
                .contains("/shard=0/events-")
                .endsWith(".parquet"));
        assertThat(part.events().orElseThrow().format()).isEqualTo("REES46");
        assertThat(part.counts()).containsEntry("accepted", 40L).containsEntry("users", 7L);
        assertThat(part.firstTime()).contains("2024-01-05T10:00:01Z");
    }

    @Test
    void aLogWithoutTextsAsksForNoEmbeddingModelAndOneWithTextsDoes() {
        step().upload(put("raw/shop/log.csv", clicks(40)));
        assertThat(inferred().schema().embeddingModel()).isEmpty();
        step().upload(put("raw/other/log.csv", invoices()));
        var other = datasets().inferred(new DatasetName("other")).orElseThrow().schema();
        assertThat(other.embeddingModel()).contains("model");
        assertThat(other.of(Role.TEXT)).extracting(c -> c.name()).contains("product_name");
    }

    @Test
    void uploadsOfOneDataSetMayHaveDifferentSchemas() {
        step().upload(put("raw/shop/log.csv", clicks(40)));
        var part = part(
                step().upload(put("raw/shop/sales.csv", invoices())).manifest().orElseThrow());
        assertThat(part.events().orElseThrow().format()).isEqualTo("Invoice lines");
        assertThat(part.counts()).containsEntry("purchase", 1L);
    }

    @Test
    void anUploadThatIsNoLogIsRefusedWhereTheOthersAre() {
        step().upload(put("raw/shop/log.csv", clicks(200)));
        var people = put("raw/shop/people.csv", people());
        assertThatThrownBy(() -> step().upload(people))
                .isInstanceOf(PermanentException.class)
                .hasMessageContainingAll("raw/shop/people.csv", "a known log of events", "user_id, age, bought");
        assertThat(inferred().kind()).isEqualTo(DatasetKind.EVENTS);
    }

    @Test
    void theLargestUploadThatCanBeReadDecides() {
        var wrong = clicks(400).replace("2024-01-05", "2054-01-05");
        var upload = put("raw/shop/wrong.csv", wrong);
        put("raw/shop/log.csv", clicks(40));
        assertThatThrownBy(() -> step().upload(upload)).hasMessageContaining("2054-01-05");
        assertThat(inferred().source().key().value()).isEqualTo("raw/shop/log.csv");
    }

    @Test
    void aTableStaysATable() {
        step().upload(put("raw/shop/people.csv", people()));
        assertThat(inferred().kind()).isEqualTo(DatasetKind.TABLE);
    }

    @Test
    void theOwnerMayTakeALogForATable() {
        put("datasets/shop.json", "{\"kind\": \"table\"}");
        step().upload(put("raw/shop/log.csv", clicks(40)));
        assertThat(inferred().kind()).isEqualTo(DatasetKind.TABLE);
    }

    @Test
    void aMappingMakesALogOfWhatWasATable() {
        var upload =
                put("raw/shop/log.csv", "when,who,what\n2024-01-01 10:00:00,u1,bought\n2024-01-01 11:00:00,u2,seen\n");
        step().upload(upload);
        assertThat(inferred().kind()).isEqualTo(DatasetKind.TABLE);
        var part = part(step().configured(put(
                        "datasets/shop.json",
                        "{\"events\": {\"columns\": {\"event_time\": \"when\", \"user_id\": \"who\", \"event_type\": \"what\"},"
                                + " \"types\": {\"bought\": \"purchase\", \"seen\": \"view\"}}}"))
                .manifest()
                .orElseThrow());
        assertThat(inferred().kind()).isEqualTo(DatasetKind.EVENTS);
        assertThat(part.counts()).containsEntry("purchase", 1L).containsEntry("view", 1L);
    }

    private InferredSchema inferred() {
        return datasets().inferred(SHOP).orElseThrow();
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

    private CleanManifest part(ObjectRef ref) {
        return manifests().require(ref.key(), CleanManifest.class);
    }

    private IngestStep step() {
        var clean = new CleanStep(
                datasets(),
                manifests(),
                new Staging(store),
                new DuckDbEngine(scratch, "1GiB", 2),
                new TableLoader(new PlainUploads(1 << 30), TableLimits.DEFAULT),
                new SchemaInference(TableLimits.DEFAULT, new OneModel()),
                new LogRecognition(InstantSource.system()));
        return new IngestStep(
                datasets(), manifests(), new Runs(store, manifests(), _ -> {}, InstantSource.system()), clean);
    }

    /** Nothing is embedded here; the model is only named. */
    private static final class OneModel implements EmbeddingModels {
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
