package io.foresale.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.adapter.directory.DirectoryStore;
import io.foresale.domain.ObjectKey;
import io.foresale.port.ForwardingStore;
import io.foresale.port.ObjectStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalBucketTest {

    private static final Duration QUIET = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    private final List<Delivery> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-02T12:00:00Z");
    private Path root;
    private Counting counting;
    private ObjectStore store;
    private LocalBucket bucket;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectories(directory.resolve("bucket")).toRealPath();
        counting = new Counting(new DirectoryStore(root));
        restart();
    }

    private void restart() {
        bucket = new LocalBucket(root, counting, FunctionTable.load(), QUIET, () -> now, told::add);
        store = new NotifyingStore(counting, bucket::written);
        told.clear();
    }

    @Test
    void aFileIsToldOfOnceItHasBeenUnchangedForTheQuietTime() throws IOException {
        drop("raw/shop/a.csv", "a,b\n", now);
        lookAfter(Duration.ofMillis(0));
        lookAfter(Duration.ofMillis(1900));
        assertThat(told).isEmpty();
        assertThat(bucket.settled()).isFalse();
        lookAfter(Duration.ofMillis(200));
        assertThat(keys()).containsExactly("raw/shop/a.csv");
        assertThat(told.getFirst().function()).isEqualTo("ingest");
        assertThat(bucket.settled()).isTrue();
    }

    @Test
    void aFileThatIsStillBeingCopiedIsNotToldOfHalf() throws IOException {
        var file = drop("raw/shop/a.csv", "first half,", now);
        for (int i = 0; i < 10; i++) {
            lookAfter(Duration.ofMillis(500));
            Files.writeString(file, "more,", StandardOpenOption.APPEND);
            modified(file, now);
        }
        assertThat(told).isEmpty();
        lookAfter(Duration.ofSeconds(1)); // sees the last piece
        lookAfter(Duration.ofSeconds(2));
        assertThat(told)
                .containsExactly(new Delivery(
                        "ingest",
                        counting.head(key("raw/shop/a.csv")).orElseThrow().ref()));
    }

    @Test
    void aCopyThatSetsAnOldTimeAtItsEndIsStillWaitedFor() throws IOException {
        var file = drop("raw/shop/a.csv", "half", now);
        bucket.look();
        Files.writeString(file, "half and half");
        modified(file, now.minus(Duration.ofDays(400)));
        lookAfter(Duration.ofMillis(500));
        assertThat(told).isEmpty();
        lookAfter(QUIET);
        assertThat(keys()).containsExactly("raw/shop/a.csv");
    }

    @Test
    void aFileThatIsRenamedIntoPlaceIsToldOfAtTheNextLook() throws IOException {
        bucket.look();
        var aside = drop("raw/shop/.a.csv.part", "a,b\n", now.minus(Duration.ofSeconds(10)));
        bucket.look();
        assertThat(told).isEmpty();
        Files.move(aside, root.resolve("raw/shop/a.csv"), StandardCopyOption.ATOMIC_MOVE);
        bucket.look();
        assertThat(keys()).containsExactly("raw/shop/a.csv");
    }

    @Test
    void aTimeInTheFutureDoesNotKeepAFileBack() throws IOException {
        drop("raw/shop/a.csv", "x", now.plus(Duration.ofDays(1)));
        bucket.look();
        lookAfter(QUIET);
        assertThat(keys()).containsExactly("raw/shop/a.csv");
    }

    @Test
    void anObjectIsToldOfOnceAndAgainOnlyWithOtherContent() throws IOException {
        drop("raw/shop/a.csv", "one", old(0));
        bucket.look();
        lookAfter(QUIET);
        drop("raw/shop/a.csv", "one", old(1)); // touched, not changed
        lookAfter(QUIET);
        lookAfter(QUIET);
        assertThat(keys()).containsExactly("raw/shop/a.csv");
        drop("raw/shop/a.csv", "two", old(2));
        bucket.look();
        lookAfter(QUIET);
        assertThat(keys()).containsExactly("raw/shop/a.csv", "raw/shop/a.csv");
        assertThat(told.getFirst().object()).isNotEqualTo(told.getLast().object());
    }

    @Test
    void aContentThatComesBackIsToldOfAgain() {
        for (var text : List.of("a", "b", "a", "a")) {
            put("datasets/shop.json", text);
        }
        assertThat(told).hasSize(3);
    }

    @Test
    void whatThisProcessWritesIsToldOfAtOnceAndNotAgain() {
        put("clean/shop/d/manifest.json", "{}");
        put("clean/shop/d/rows.parquet", "");
        assertThat(told).extracting(Delivery::function).containsExactly("embed");
        lookAfter(Duration.ofDays(2000));
        lookAfter(QUIET);
        assertThat(told).hasSize(1);
    }

    @Test
    void aPutThatDidNotHappenIsNotToldOf() {
        put("clean/shop/d/manifest.json", "{}");
        store.put(key("clean/shop/d/manifest.json"), new Content.Bytes(new byte[9]), new Condition.IfAbsent());
        assertThat(told).hasSize(1);
    }

    @Test
    void everythingThereAtTheStartIsToldOfEarlyStagesFirstThenOldOnes() throws IOException {
        drop("models/shop/v/manifest.json", "1", old(1));
        drop("raw/shop/b.csv", "2", old(3));
        drop("raw/shop/a.csv", "3", old(5));
        drop("raw/shop/c.csv", "4", old(3));
        drop("vectors/shop/d/manifest.json", "5", old(2));
        drop("clean/shop/d/manifest.json", "6", old(9));
        restart();
        bucket.look();
        assertThat(keys())
                .containsExactly(
                        "raw/shop/b.csv",
                        "raw/shop/c.csv",
                        "raw/shop/a.csv",
                        "clean/shop/d/manifest.json",
                        "vectors/shop/d/manifest.json",
                        "models/shop/v/manifest.json");
        restart();
        bucket.look();
        assertThat(told).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raw/lost.csv",
                "raw/-bad name/a.csv",
                "raw/shop/back\\slash.csv",
                "score-requests/lost.csv",
                "datasets/.json",
                "datasets/-bad.json",
                "raw/.hidden/a.csv"
            })
    void whatNoFunctionCanUseIsLeftAlone(String name) throws IOException {
        drop(name, "x", old(0));
        drop("raw/shop/good.csv", "x", old(0));
        bucket.look();
        assertThat(keys()).containsExactly("raw/shop/good.csv");
    }

    @Test
    void aFileThatGoesAwayIsForgotten() throws IOException {
        var file = drop("raw/shop/a.csv", "x", now);
        bucket.look();
        Files.delete(file);
        lookAfter(QUIET);
        lookAfter(QUIET);
        assertThat(told).isEmpty();
        assertThat(bucket.settled()).isTrue();
    }

    @Test
    void filesAtRestAndChunksOfVectorsAreNotAskedForAgain() throws IOException {
        drop("raw/shop/a.csv", "x", old(0));
        for (int i = 0; i < 20; i++) {
            drop("vectors/shop/texts/m-384/" + i + ".parquet", "x", old(0));
        }
        bucket.look();
        bucket.look();
        bucket.look();
        assertThat(counting.heads).containsExactly("raw/shop/a.csv");
    }

    private void lookAfter(Duration time) {
        now = now.plus(time);
        bucket.look();
    }

    private Instant old(int seconds) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(seconds);
    }

    private Path drop(String name, String text, Instant modified) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return modified(file, modified);
    }

    private static Path modified(Path file, Instant time) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private void put(String key, String text) {
        store.put(key(key), new Content.Bytes(text.getBytes()), new Condition.Always());
    }

    private List<String> keys() {
        return told.stream().map(d -> d.object().key().value()).toList();
    }

    private static ObjectKey key(String value) {
        return new ObjectKey(value);
    }

    /** Remembers which objects were asked for. */
    private static final class Counting extends ForwardingStore {

        final List<String> heads = new ArrayList<>();

        Counting(ObjectStore store) {
            super(store);
        }

        @Override
        public Optional<ObjectInfo> head(ObjectKey key) {
            heads.add(key.value());
            return super.head(key);
        }
    }
}
