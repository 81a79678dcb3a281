package io.foresale.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.RetriableException;
import io.foresale.port.ForwardingStore;
import io.foresale.port.MemoryStore;
import io.foresale.port.ObjectStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListedBucketTest {

    private final MemoryStore bucket = new MemoryStore();
    private final List<Delivery> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-02T12:00:00Z");
    private boolean down;
    private final ObjectStore store = new Unreliable();

    @Test
    void everythingThereAtTheStartIsToldOfInTheOrderOfTheStages() {
        drop("models/shop/v/manifest.json", "m");
        drop("raw/shop/a.csv", "a");
        drop("raw/shop/b.csv", "b");
        drop("clean/shop/d/manifest.json", "c");
        drop("vectors/shop/batches/d/1/out/j/manifest.json.out", "j");
        drop("clean/shop/d/rows.parquet", "starts nothing");
        drop("raw/lost.csv", "in no data set's folder");
        watch(Optional.empty()).look();
        assertThat(keys())
                .containsExactly(
                        "raw/shop/a.csv",
                        "raw/shop/b.csv",
                        "clean/shop/d/manifest.json",
                        "vectors/shop/batches/d/1/out/j/manifest.json.out",
                        "models/shop/v/manifest.json");
        assertThat(told.getFirst())
                .isEqualTo(new Delivery(
                        "ingest",
                        bucket.head(new ObjectKey("raw/shop/a.csv"))
                                .orElseThrow()
                                .ref()));
    }

    @Test
    void itIsListedOnceWhereNoIntervalIsSet() {
        var watch = watch(Optional.empty());
        watch.look();
        drop("raw/shop/a.csv", "a");
        later(Duration.ofDays(1));
        watch.look();
        assertThat(told).isEmpty();
    }

    @Test
    void itIsListedAgainAfterTheIntervalAndOnlyWhatIsNewIsToldOf() {
        drop("raw/shop/a.csv", "a");
        var watch = watch(Optional.of(Duration.ofMinutes(1)));
        watch.look();
        drop("raw/shop/b.csv", "b");
        later(Duration.ofSeconds(59));
        watch.look();
        assertThat(keys()).containsExactly("raw/shop/a.csv");
        later(Duration.ofSeconds(1));
        watch.look();
        assertThat(keys()).containsExactly("raw/shop/a.csv", "raw/shop/b.csv");
    }

    @Test
    void whatThisProcessWritesIsToldOfAtOnceAndOnce() {
        var watch = watch(Optional.of(Duration.ofMinutes(1)));
        watch.look();
        var written = drop("clean/shop/d/manifest.json", "c");
        watch.written(written);
        watch.written(written);
        later(Duration.ofMinutes(1));
        watch.look();
        assertThat(told).containsExactly(new Delivery("embed", written));
    }

    @Test
    void anInputThatIsReplacedBringsEverythingBack() {
        drop("raw/shop/a.csv", "one");
        drop("models/shop/v/manifest.json", "of one");
        var watch = watch(Optional.empty());
        watch.look();
        told.clear();
        watch.written(drop("raw/shop/a.csv", "two"));
        watch.look();
        assertThat(keys()).containsExactly("raw/shop/a.csv", "raw/shop/a.csv", "models/shop/v/manifest.json");
        told.clear();
        watch.look();
        assertThat(told).isEmpty();
    }

    @Test
    void anInputThatIsRemovedBringsEverythingBack() {
        drop("raw/shop/a.csv", "one");
        drop("raw/shop/b.csv", "two");
        var watch = watch(Optional.of(Duration.ofMinutes(1)));
        watch.look();
        told.clear();
        bucket.delete(new ObjectKey("raw/shop/b.csv"));
        later(Duration.ofMinutes(1));
        watch.look();
        watch.look();
        assertThat(keys()).containsExactly("raw/shop/a.csv");
    }

    @Test
    void aBucketThatCannotBeListedIsListedAtTheNextLook() {
        drop("raw/shop/a.csv", "a");
        var watch = watch(Optional.empty());
        down = true;
        watch.look();
        assertThat(told).isEmpty();
        down = false;
        watch.look();
        assertThat(keys()).containsExactly("raw/shop/a.csv");
    }

    private ListedBucket watch(Optional<Duration> interval) {
        return new ListedBucket(store, FunctionTable.load(), interval, () -> now, told::add);
    }

    private void later(Duration duration) {
        now = now.plus(duration);
    }

    private ObjectRef drop(String key, String text) {
        var objectKey = new ObjectKey(key);
        var eTag = bucket.put(objectKey, new Content.Bytes(text.getBytes(UTF_8)), new Condition.Always());
        return new ObjectRef(objectKey, eTag.orElseThrow());
    }

    private List<String> keys() {
        return told.stream().map(d -> d.object().key().value()).toList();
    }

    /** The bucket, while it is not down. */
    private final class Unreliable extends ForwardingStore {

        Unreliable() {
            super(bucket);
        }

        @Override
        public Stream<ObjectInfo> list(String prefix) {
            if (down) {
                throw new RetriableException("down", null);
            }
            return super.list(prefix);
        }
    }
}
