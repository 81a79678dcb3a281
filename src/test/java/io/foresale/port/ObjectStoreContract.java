package io.foresale.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.Digest;
import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.port.ObjectStore.ObjectInfo;
import io.foresale.port.ObjectStore.Reading;
import io.foresale.port.ObjectStore.Want;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every bucket does. */
public abstract class ObjectStoreContract {

    private static final ObjectKey KEY = new ObjectKey("raw/shop/shoppers.csv");
    private static final int THREADS = 16;

    /** The store under test, empty at the start of each test. */
    protected abstract ObjectStore store();

    @Test
    void whatIsPutIsReadAndDescribed() throws IOException {
        var before = Instant.now().minus(Duration.ofSeconds(2));
        var eTag = put(KEY, "a,b\n1,2\n");
        var info = store().head(KEY).orElseThrow();
        assertThat(info.key()).isEqualTo(KEY);
        assertThat(info.eTag()).isEqualTo(eTag);
        assertThat(info.size()).isEqualTo(8);
        assertThat(info.lastModified()).isBetween(before, Instant.now().plusSeconds(2));
        assertThat(info.ref().eTag()).isEqualTo(eTag);
        try (var content = found(store().get(KEY, new Want.Whole())).content()) {
            assertThat(content).hasContent("a,b\n1,2\n");
        }
    }

    @Test
    void anObjectThatIsNotThereIsMissing() {
        assertThat(store().head(KEY)).isEmpty();
        assertThat(store().get(KEY, new Want.Whole())).isEqualTo(new Reading.Missing());
        assertThat(store().get(KEY, new Want.Range(0, 1))).isEqualTo(new Reading.Missing());
        assertThat(store().get(KEY, new Want.IfMatch(new ETag("x")))).isEqualTo(new Reading.Missing());
        assertThat(store().get(KEY, new Want.IfNoneMatch(new ETag("x")))).isEqualTo(new Reading.Missing());
        put(new ObjectKey("raw/shop"), "a file where the key wants a folder");
        assertThat(store().head(KEY)).isEmpty();
    }

    @Test
    void aFolderIsNoObject() {
        put(KEY, "x");
        var folder = new ObjectKey("raw/shop");
        assertThat(store().head(folder)).isEmpty();
        assertThat(store().get(folder, new Want.Whole())).isEqualTo(new Reading.Missing());
        store().delete(folder);
        assertThat(read(KEY)).isEqualTo("x");
    }

    @Test
    void equalContentHasAnEqualTagAndOtherContentAnother() {
        var first = put(KEY, "one");
        assertThat(put(new ObjectKey("raw/shop/copy.csv"), "one")).isEqualTo(first);
        assertThat(put(KEY, "two")).isNotEqualTo(first);
        assertThat(put(KEY, "one")).isEqualTo(first);
    }

    @Test
    void aTagFollowsEveryOneOfManyQuickChanges() {
        for (int i = 0; i < 200; i++) {
            var text = "value %03d".formatted(i);
            var eTag = put(KEY, text);
            assertThat(store().head(KEY).map(ObjectInfo::eTag)).contains(eTag);
            assertThat(read(KEY)).isEqualTo(text);
        }
    }

    @Test
    void anEmptyObjectIsAnObject() {
        put(KEY, "");
        assertThat(store().head(KEY).orElseThrow().size()).isZero();
        assertThat(read(KEY)).isEmpty();
        assertThat(range(0, 10)).isEmpty();
    }

    @Test
    void onlyIfAbsentLeavesWhatIsThere() {
        assertThat(store().put(KEY, bytes("first"), new Condition.IfAbsent())).isPresent();
        assertThat(store().put(KEY, bytes("second"), new Condition.IfAbsent())).isEmpty();
        assertThat(read(KEY)).isEqualTo("first");
    }

    @Test
    void ifMatchWritesOnlyOverTheContentItNames() {
        assertThat(store().put(KEY, bytes("x"), new Condition.IfMatch(new ETag("none"))))
                .isEmpty();
        assertThat(store().head(KEY)).isEmpty();
        var first = put(KEY, "first");
        var second = store().put(KEY, bytes("second"), new Condition.IfMatch(first));
        assertThat(second).isPresent();
        assertThat(store().put(KEY, bytes("third"), new Condition.IfMatch(first)))
                .isEmpty();
        assertThat(read(KEY)).isEqualTo("second");
    }

    @Test
    protected void ofManyWhoCreateExactlyOneWins() throws Exception {
        for (int round = 0; round < 10; round++) {
            var key = new ObjectKey("clean/shop/" + round + "/manifest.json");
            var outcomes = together(i -> store().put(key, bytes("writer " + i), new Condition.IfAbsent())
                    .isPresent());
            assertThat(outcomes).containsOnlyOnce(true);
            assertThat(read(key)).isEqualTo("writer " + outcomes.indexOf(true));
        }
    }

    @Test
    protected void ofManyWhoCompareAndSwapNoneIsLost() throws Exception {
        put(KEY, "0");
        together(_ -> {
            for (int added = 0; added < 5; ) {
                var info = store().head(KEY).orElseThrow();
                var reading = store().get(KEY, new Want.IfMatch(info.eTag()));
                if (reading instanceof Reading.Found found) {
                    var next = Integer.parseInt(text(found)) + 1;
                    var written = store().put(KEY, bytes(String.valueOf(next)), new Condition.IfMatch(info.eTag()));
                    added += written.isPresent() ? 1 : 0;
                }
            }
            return true;
        });
        assertThat(read(KEY)).isEqualTo(String.valueOf(THREADS * 5));
    }

    @Test
    void aConditionalReadSaysWhetherTheContentIsStillThis() {
        var first = put(KEY, "first");
        assertThat(text(found(store().get(KEY, new Want.IfMatch(first))))).isEqualTo("first");
        assertThat(store().get(KEY, new Want.IfNoneMatch(first))).isEqualTo(new Reading.Unchanged());
        put(KEY, "second");
        assertThat(store().get(KEY, new Want.IfMatch(first))).isEqualTo(new Reading.Changed());
        assertThat(text(found(store().get(KEY, new Want.IfNoneMatch(first))))).isEqualTo("second");
    }

    @Test
    void aRangeEndsWhereTheObjectEnds() {
        put(KEY, "0123456789");
        assertThat(range(0, 3)).isEqualTo("012");
        assertThat(range(4, 3)).isEqualTo("456");
        assertThat(range(8, 100)).isEqualTo("89");
        assertThat(range(1, Long.MAX_VALUE)).isEqualTo("123456789");
        assertThat(range(10, 1)).isEmpty();
        assertThat(range(1_000_000_000_000L, 1)).isEmpty();
        assertThat(found(store().get(KEY, new Want.Range(4, 3))).info().size()).isEqualTo(10);
    }

    @Test
    void aReaderGoesOnReadingWhatItOpened() throws IOException {
        var old = "old ".repeat(100_000);
        put(KEY, old);
        try (var content = found(store().get(KEY, new Want.Whole())).content()) {
            var beginning = content.readNBytes(4_000);
            put(KEY, "new");
            assertThat(new String(beginning, UTF_8) + new String(content.readAllBytes(), UTF_8))
                    .isEqualTo(old);
        }
        assertThat(read(KEY)).isEqualTo("new");
    }

    @Test
    protected void readersAmongWritersSeeWholeObjectsWithTheirOwnTag() throws Exception {
        var tags = new ArrayList<ETag>();
        for (int i = 0; i < THREADS; i++) {
            tags.add(put(KEY, String.valueOf((char) ('a' + i)).repeat(50_000 + i)));
        }
        together(i -> {
            for (int n = 0; n < 20; n++) {
                if (i % 2 == 0) {
                    put(KEY, String.valueOf((char) ('a' + i)).repeat(50_000 + i));
                } else {
                    var found = found(store().get(KEY, new Want.Whole()));
                    var text = text(found);
                    var writer = text.charAt(0) - 'a';
                    assertThat(text).isEqualTo(String.valueOf(text.charAt(0)).repeat(50_000 + writer));
                    assertThat(found.info().eTag()).isEqualTo(tags.get(writer));
                }
            }
            return true;
        });
    }

    @Test
    void anObjectThatWasDeletedIsGoneAndDeletingItAgainIsNoError() {
        put(KEY, "x");
        store().delete(KEY);
        assertThat(store().head(KEY)).isEmpty();
        assertThat(list("")).isEmpty();
        store().delete(KEY);
        assertThat(store().put(KEY, bytes("y"), new Condition.IfAbsent())).isPresent();
    }

    @Test
    void aLargeFileIsStreamed(@TempDir Path directory) throws IOException {
        var file = directory.resolve("large");
        var sha = sha256();
        try (OutputStream out = Files.newOutputStream(file)) {
            var block = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                block[i] = (byte) i;
                sha.update(block);
                out.write(block);
            }
        }
        assertThat(store().put(KEY, new Content.File(file), new Condition.Always()))
                .isPresent();
        var read = sha256();
        try (var content =
                new DigestInputStream(found(store().get(KEY, new Want.Whole())).content(), read)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        assertThat(read.digest()).isEqualTo(sha.digest());
        assertThat(file).exists();
    }

    @Test
    void aFileOfMegabytesIsWrittenWhereTheConditionHolds(@TempDir Path directory) throws IOException {
        var first = put(directory, 12_000_001, new Condition.IfAbsent()).orElseThrow();
        assertThat(put(directory, 12_000_002, new Condition.IfAbsent())).isEmpty();
        assertThat(put(directory, 12_000_003, new Condition.IfMatch(new ETag("other"))))
                .isEmpty();
        assertThat(store().head(KEY)).map(ObjectInfo::size).contains(12_000_001L);
        var second = put(directory, 12_000_004, new Condition.IfMatch(first));
        assertThat(store().head(KEY)).map(ObjectInfo::eTag).isEqualTo(second);
        put(directory, 12_000_005, new Condition.Always());
        assertThat(store().head(KEY)).map(ObjectInfo::size).contains(12_000_005L);
    }

    private Optional<ETag> put(Path directory, int size, Condition condition) throws IOException {
        var file = Files.write(directory.resolve(String.valueOf(size)), new byte[size]);
        return store().put(KEY, new Content.File(file), condition);
    }

    @Test
    protected void keysAreInTheOrderOfTheirBytes() {
        for (var key : List.of("a/\uFF21", "a/\uD83D\uDE00", "a/z", "a/\u5546")) {
            put(new ObjectKey(key), key);
        }
        assertThat(list("a/")).containsExactly("a/z", "a/\u5546", "a/\uFF21", "a/\uD83D\uDE00");
        assertThat(list("a/").stream().map(ObjectKey::new)).isSorted();
    }

    @Test
    void aListingHasEveryKeyOnceAndInOrder() {
        var keys = IntStream.range(0, 1_500)
                .mapToObj(i -> "vectors/shop/" + (i * 7919 % 1_500) + (i % 3 == 0 ? "/a" : ".json"))
                .toList();
        keys.forEach(k -> store().put(new ObjectKey(k), bytes(""), new Condition.IfAbsent()));
        assertThat(list("vectors/"))
                .containsExactlyElementsOf(keys.stream().sorted().toList());
    }

    @Test
    void foldersAreListedWhereTheirKeysBelong() {
        for (var key : List.of("a/b/c", "a/b-c", "a/b.c", "a/b0", "a/b/a/z", "a-b", "a.b", "b")) {
            put(new ObjectKey(key), key);
        }
        assertThat(list("")).containsExactly("a-b", "a.b", "a/b-c", "a/b.c", "a/b/a/z", "a/b/c", "a/b0", "b");
    }

    @Test
    void aPrefixNeedsNotEndWithASlash() {
        for (var key : List.of("raw/shop/x", "raw/shop-2/x", "raw/shop 3", "raw/sho", "row/shop")) {
            put(new ObjectKey(key), key);
        }
        assertThat(list("raw/shop")).containsExactly("raw/shop 3", "raw/shop-2/x", "raw/shop/x");
        assertThat(list("raw/shop/")).containsExactly("raw/shop/x");
        assertThat(list("raw/shop/x")).containsExactly("raw/shop/x");
        assertThat(list("r")).containsExactly("raw/sho", "raw/shop 3", "raw/shop-2/x", "raw/shop/x", "row/shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing/", "nothing", "../", "..", "/", "//", "raw//x", "raw/../raw/", "./raw", "raw/./x"})
    void aPrefixThatNoKeyHasListsNothing(String prefix) {
        put(KEY, "x");
        assertThat(list(prefix)).isEmpty();
    }

    @Test
    void aListingDescribesItsObjects() {
        var eTag = put(KEY, "12345");
        try (var objects = store().list("raw/")) {
            assertThat(objects.toList()).containsExactly(store().head(KEY).orElseThrow());
        }
        assertThat(store().head(KEY).orElseThrow().eTag()).isEqualTo(eTag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raw/shop/with space.csv",
                "raw/shop/ leading and trailing ",
                "raw/商店/顾客 数据.csv",
                "raw/shop/a%2Fb.csv",
                "raw/shop/100%.csv",
                "raw/shop/a+b&c=d?e#f.csv",
                "raw/shop/'quoted' \"twice\";$HOME`*[x].csv",
                "raw/shop/😀.csv",
                "raw/shop/x...",
                "raw/shop/a:b|c<d>.csv"
            })
    void anyKeyIsTakenAsItIs(String value) {
        var key = new ObjectKey(value);
        put(key, value);
        assertThat(read(key)).isEqualTo(value);
        assertThat(list("raw/")).containsExactly(value);
        store().delete(key);
        assertThat(list("")).isEmpty();
    }

    protected final ETag put(ObjectKey key, String text) {
        return store().put(key, bytes(text), new Condition.Always()).orElseThrow();
    }

    protected final String read(ObjectKey key) {
        return text(found(store().get(key, new Want.Whole())));
    }

    protected final List<String> list(String prefix) {
        try (var objects = store().list(prefix)) {
            return objects.map(o -> o.key().value()).toList();
        }
    }

    private String range(long offset, long length) {
        return text(found(store().get(KEY, new Want.Range(offset, length))));
    }

    private static Content bytes(String text) {
        return new Content.Bytes(text.getBytes(UTF_8));
    }

    private static Reading.Found found(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Found.class);
        return (Reading.Found) reading;
    }

    private static String text(Reading.Found found) {
        try (var content = found.content()) {
            return new String(content.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static MessageDigest sha256() {
        return Digest.sha256();
    }

    private interface Work {
        boolean run(int thread) throws Exception;
    }

    /** Does the work in many threads that begin at the same moment; the outcome of each. */
    private static List<Boolean> together(Work work) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var futures = IntStream.range(0, THREADS)
                    .mapToObj(i -> threads.submit((Callable<Boolean>) () -> {
                        start.await();
                        return work.run(i);
                    }))
                    .toList();
            start.countDown();
            var outcomes = new ArrayList<Boolean>();
            for (var future : futures) {
                outcomes.add(Optional.of(future.get()).orElseThrow());
            }
            return outcomes;
        }
    }
}
