package io.foresale.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.port.ObjectStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.port.ObjectStore.ObjectInfo;
import io.foresale.port.ObjectStore.Reading;
import io.foresale.port.ObjectStore.Want;
import io.foresale.port.ObjectStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryStoreTest extends ObjectStoreContract {

    private static final ObjectKey KEY = new ObjectKey("raw/shop/a.csv");

    @TempDir
    Path root;

    private DirectoryStore store;

    @BeforeEach
    void open() {
        store = new DirectoryStore(root.resolve("bucket"));
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Test
    void anObjectIsAFileOfItsNameThatOthersCanReadAsTheyCanReadAnyFile() throws IOException {
        put(KEY, "hello");
        var file = file("raw/shop/a.csv");
        assertThat(file).hasContent("hello");
        var other = Files.writeString(root.resolve("any"), "");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    void theTagIsTheFirstHalfOfTheSha256OfTheContent() {
        // printf hello | sha256sum
        assertThat(put(KEY, "hello")).isEqualTo(new ETag("2cf24dba5fb0a30e26e83b2ac5b9e29e"));
    }

    @Test
    void aFileThatSomebodyPutsInIsAnObjectWithTheTagOfItsContent() throws IOException {
        drop("raw/shop/a.csv", "hello");
        assertThat(list("raw/")).containsExactly("raw/shop/a.csv");
        assertThat(head()).isEqualTo(put(new ObjectKey("raw/shop/b.csv"), "hello"));
    }

    @Test
    void aFileThatSomebodyChangesInPlaceHasAnotherTagAtOnce() throws IOException {
        var first = put(KEY, "hello");
        Files.writeString(file("raw/shop/a.csv"), "hallo");
        assertThat(head()).isNotEqualTo(first);
        Files.writeString(file("raw/shop/a.csv"), "hullo");
        assertThat(head()).isEqualTo(put(new ObjectKey("raw/shop/b.csv"), "hullo"));
    }

    @Test
    void anUnchangedFileIsNotReadAgainForItsTag() throws IOException {
        drop("raw/shop/a.csv", "hello");
        var hourAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
        Files.setLastModifiedTime(file("raw/shop/a.csv"), hourAgo);
        var first = head();
        // other content behind the same looks: only who does not read it says the same
        Files.writeString(file("raw/shop/a.csv"), "HELLO");
        Files.setLastModifiedTime(file("raw/shop/a.csv"), hourAgo);
        assertThat(head()).isEqualTo(first);
    }

    @Test
    void hiddenFilesAndNamesThatNoKeyHasAreNoObjects() throws IOException {
        drop("raw/shop/.DS_Store", "");
        drop("raw/.hidden/a.csv", "");
        drop("raw/shop/back\\slash.csv", "");
        drop("raw/shop/new\nline.csv", "");
        put(KEY, "");
        assertThat(list("")).containsExactly("raw/shop/a.csv");
        assertThat(list(".foresale/")).isEmpty();
    }

    @Test
    void aLinkToAFileIsAnObjectAndOneToNothingIsNot() throws IOException {
        var elsewhere = Files.writeString(root.resolve("elsewhere.csv"), "hello");
        Files.createDirectories(file("raw/shop"));
        Files.createSymbolicLink(file("raw/shop/linked.csv"), elsewhere);
        Files.createSymbolicLink(file("raw/shop/broken.csv"), root.resolve("nowhere"));
        Files.createSymbolicLink(file("raw/shop/circle"), file("raw"));
        assertThat(list("raw/")).containsExactly("raw/shop/linked.csv");
        assertThat(read(new ObjectKey("raw/shop/linked.csv"))).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {".foresale/tmp/x", ".foresale", "raw/.foresale-x/a", "raw/shop/.hidden"})
    void aKeyOfAHiddenFileIsRefused(String key) {
        assertThatThrownBy(() -> put(new ObjectKey(key), "x"))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining(key)
                .hasMessageContaining("dot");
    }

    @Test
    void aNameThatNoFileCanHaveIsRefusedWithItsLimit() {
        var longest = "é".repeat(127);
        put(new ObjectKey("raw/shop/" + longest), "x");
        assertThatThrownBy(() -> put(new ObjectKey("raw/shop/" + longest + "éé"), "x"))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("255 bytes");
    }

    @Test
    void anObjectBelowAnObjectIsRefusedAndSoIsAnObjectInPlaceOfAFolder() {
        put(KEY, "x");
        for (Condition condition : new Condition[] {new Condition.Always(), new Condition.IfAbsent()}) {
            assertThatThrownBy(() -> store.put(new ObjectKey("raw/shop/a.csv/b/c"), content("x"), condition))
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContaining("'raw/shop/a.csv'");
            assertThatThrownBy(() -> store.put(new ObjectKey("raw/shop"), content("x"), condition))
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContaining("folder");
        }
    }

    @Test
    void nothingIsLeftBesideTheObjects() throws IOException {
        put(KEY, "1");
        store.put(KEY, content("2"), new Condition.IfAbsent());
        store.put(KEY, content("3"), new Condition.IfMatch(new ETag("other")));
        assertThatThrownBy(() -> store.put(KEY, new Content.File(root.resolve("no such file")), new Condition.Always()))
                .isInstanceOf(RetriableException.class);
        try (var files = Files.list(file(".foresale/tmp"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void whatAKilledProcessLeftIsRemovedAtTheStartOnceItIsOld() throws IOException {
        var old = drop(".foresale/tmp/old", "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        var young = drop(".foresale/tmp/young", "another process writes it");
        new DirectoryStore(root.resolve("bucket"));
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void twoStoresOnOneDirectoryAreOneBucket() {
        var other = new DirectoryStore(root.resolve("bucket"));
        var first = put(KEY, "1");
        assertThat(other.put(KEY, content("2"), new Condition.IfMatch(first))).isPresent();
        assertThat(store.put(KEY, content("3"), new Condition.IfMatch(first))).isEmpty();
        assertThat(store.get(KEY, new Want.IfMatch(first))).isEqualTo(new Reading.Changed());
        assertThat(read(KEY)).isEqualTo("2");
    }

    @Test
    void aFileThatMayNotBeReadDoesNotSpoilTheListing() throws IOException {
        drop("raw/shop/secret.csv", "x");
        put(KEY, "x");
        Files.setPosixFilePermissions(file("raw/shop/secret.csv"), PosixFilePermissions.fromString("---------"));
        assertThat(list("raw/")).contains("raw/shop/a.csv"); // root may read anything
    }

    private ETag head() {
        return store.head(KEY).map(ObjectInfo::eTag).orElseThrow();
    }

    private static Content content(String text) {
        return new Content.Bytes(text.getBytes());
    }

    private Path file(String key) {
        return root.resolve("bucket").resolve(key);
    }

    private Path drop(String key, String text) throws IOException {
        Files.createDirectories(file(key).getParent());
        return Files.writeString(file(key), text);
    }
}
