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
import io.foresale.bucket.Runs;
import io.foresale.bucket.Staging;
import io.foresale.domain.DatasetName;
import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.RetriableException;
import io.foresale.events.LogRecognition;
import io.foresale.port.ForwardingStore;
import io.foresale.port.HashingModel;
import io.foresale.port.MemoryStore;
import io.foresale.port.ObjectStore;
import io.foresale.table.SchemaInference;
import io.foresale.table.TableLimits;
import io.foresale.table.TableLoader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two calls for a data set at a time, of which one is slower than the other. */
class IngestRacesTest {

    private static final DatasetName SHOP = new DatasetName("shop");

    @TempDir
    Path scratch;

    private final Meanwhile store = new Meanwhile(new MemoryStore());
    private final Manifests manifests = new Manifests(store, new JsonDocuments());
    private final Datasets datasets = new Datasets(store, manifests);
    private final Runs runs = new Runs(store, manifests, _ -> {}, InstantSource.system());

    @Test
    void theSlowerCallDoesNotPutTheSchemaOfASmallerUploadInForceAgain() {
        var small = put("raw/shop/small.csv", shoppers(40));
        store.onFirstReadOf(small.key(), () -> step().upload(put("raw/shop/large.csv", shoppers(90))));

        step().upload(small);

        assertThat(store.schemas).isOne();
        assertThat(datasets.inferred(SHOP).orElseThrow().source().key().fileName())
                .isEqualTo("large.csv");
        assertThat(runs.of(SHOP, 10))
                .extracting(run -> run.outcome().orElseThrow())
                .containsOnlyOnce("raw/shop/large.csv, which is larger, gave the schema meanwhile");
        assertThat(parts()).isEqualTo(2);
    }

    @Test
    void theSlowerCallDoesNotPutASchemaOfAnEarlierConfigurationInForceAgain() {
        var upload = put("raw/shop/a.csv", shoppers(40));
        store.onFirstReadOf(upload.key(), () -> step().configured(put("datasets/shop.json", "{\"drop\": [\"age\"]}")));

        assertThatThrownBy(() -> step().upload(upload))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("the configuration of shop changed");

        assertThat(store.schemas).isOne();
        assertThat(step().upload(upload).manifest()).as("the redelivery").isEmpty();
        assertThat(parts()).isOne();
    }

    private long parts() {
        try (var objects = store.list("clean/shop/")) {
            return objects.filter(o -> o.key().fileName().equals(Keys.MANIFEST)).count();
        }
    }

    private ObjectRef put(String key, String content) {
        var objectKey = new ObjectKey(key);
        var bytes = new ObjectStore.Content.Bytes(content.getBytes(UTF_8));
        return new ObjectRef(
                objectKey,
                store.put(objectKey, bytes, new ObjectStore.Condition.Always()).orElseThrow());
    }

    private static String shoppers(int count) {
        return "user_id,age,bought\n"
                + IntStream.range(0, count)
                        .mapToObj(i -> "u%d,%d,%s\n".formatted(i, 20 + i % 50, i % 2 == 0 ? "yes" : "no"))
                        .collect(Collectors.joining());
    }

    private IngestStep step() {
        var clean = new CleanStep(
                datasets,
                manifests,
                new Staging(store),
                new DuckDbEngine(scratch, "1GiB", 2),
                new TableLoader(new PlainUploads(1 << 30), TableLimits.DEFAULT),
                new SchemaInference(TableLimits.DEFAULT, new HashingModel("hashing-8", 8)),
                new LogRecognition(InstantSource.system()));
        return new IngestStep(datasets, manifests, runs, clean);
    }

    /** A store in which something else happens while an object is read for the first time. */
    private static final class Meanwhile extends ForwardingStore {

        private Optional<ObjectKey> awaited = Optional.empty();
        private Runnable other = () -> {};
        private int schemas;

        Meanwhile(ObjectStore store) {
            super(store);
        }

        void onFirstReadOf(ObjectKey key, Runnable other) {
            this.awaited = Optional.of(key);
            this.other = other;
        }

        @Override
        public Reading get(ObjectKey key, Want want) {
            if (awaited.equals(Optional.of(key))) {
                awaited = Optional.empty();
                other.run();
            }
            return super.get(key, want);
        }

        @Override
        public Optional<ETag> put(ObjectKey key, Content content, Condition condition) {
            var written = super.put(key, content, condition);
            if (key.equals(Keys.inferred(SHOP)) && written.isPresent()) {
                schemas++;
            }
            return written;
        }
    }
}
