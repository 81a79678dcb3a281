package io.foresale.adapter.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.port.ObjectStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.port.ObjectStore.Reading;
import io.foresale.port.ObjectStore.Want;
import io.foresale.port.ObjectStoreContract;
import io.foresale.port.UploadLinks.Link;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What the store does on every S3 server, beside what every bucket does. */
abstract class S3StoreContract extends ObjectStoreContract {

    private static final ObjectKey KEY = new ObjectKey("raw/shop/large.parquet");
    private static final long PART = 5L << 20;
    private static final Sizes SMALL = new Sizes(PART, PART, PART, 10_000);

    @TempDir
    Path directory;

    private S3Settings settings;
    private S3Client client;
    private S3Store store;

    abstract S3Server server();

    @BeforeEach
    void open() {
        settings = server().fresh();
        client = S3Clients.client(settings);
        store = new S3Store(settings);
    }

    @AfterEach
    void close() {
        store.close();
        client.close();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Test
    void aFileIsSentInPartsAndReadAsOne() throws IOException {
        var bytes = random(2 * PART + 12_345);
        try (var inParts = new S3Store(settings, SMALL)) {
            var eTag = inParts.put(KEY, file(bytes), new Condition.Always()).orElseThrow();
            assertThat(eTag.value()).endsWith("-3");
            assertThat(store.head(KEY).orElseThrow().eTag()).isEqualTo(eTag);
            assertThat(content(new Want.IfMatch(eTag))).isEqualTo(bytes);
            assertThat(content(new Want.Range(PART - 5, 10)))
                    .isEqualTo(Arrays.copyOfRange(bytes, (int) PART - 5, (int) PART + 5));
        }
        assertThat(uploads()).isZero();
    }

    @Test
    void partsAreJoinedOnlyWhereTheConditionHolds() throws IOException {
        try (var inParts = new S3Store(settings, SMALL)) {
            var first = inParts.put(KEY, file(random(PART + 1)), new Condition.IfAbsent())
                    .orElseThrow();
            assertThat(inParts.put(KEY, file(random(PART + 2)), new Condition.IfAbsent()))
                    .isEmpty();
            assertThat(inParts.put(KEY, file(random(PART + 3)), new Condition.IfMatch(new ETag("other"))))
                    .isEmpty();
            assertThat(store.head(KEY).orElseThrow().size()).isEqualTo(PART + 1);
            assertThat(inParts.put(KEY, file(random(PART + 4)), new Condition.IfMatch(first)))
                    .isPresent();
            assertThat(store.head(KEY).orElseThrow().size()).isEqualTo(PART + 4);
        }
        assertThat(uploads()).isZero();
    }

    @Test
    void partsThatCannotBeSentAreTakenBack() throws IOException {
        try (var inParts = new S3Store(settings, new Sizes(10, 10, 10, 10_000))) {
            assertThatThrownBy(() -> inParts.put(KEY, file(random(25)), new Condition.Always()))
                    .as("parts of less than 5 MiB")
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContaining("EntityTooSmall");
        }
        assertThat(uploads()).isZero();
        assertThat(store.head(KEY)).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsAFailureThatNamesTheObject() {
        var content = new Content.File(directory.resolve("nowhere"));
        assertThatThrownBy(() -> store.put(KEY, content, new Condition.Always()))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining(KEY.value())
                .hasMessageContaining("nowhere");
    }

    @Test
    void aBucketThatIsNotThereIsNamed() {
        try (var nowhere = new S3Store(server().settings("nowhere-at-all"))) {
            assertThatThrownBy(() -> nowhere.list("raw/").close())
                    .isInstanceOf(PermanentException.class)
                    .hasMessage("bucket nowhere-at-all: wanted a bucket of that name, got none;"
                            + " make it, or correct foresale.bucket.s3.name");
            assertThatThrownBy(() -> nowhere.get(KEY, new Want.Whole())).isInstanceOf(PermanentException.class);
            assertThatThrownBy(() -> nowhere.put(KEY, new Content.Bytes(new byte[1]), new Condition.IfAbsent()))
                    .isInstanceOf(PermanentException.class);
        }
    }

    @Test
    void foldersOfAConsoleAndKeysThatNoOtherStoreHoldsAreNoObjects() {
        for (var key : new String[] {"raw/shop/", "raw//shop", "raw/shop/a"}) {
            client.putObject(r -> r.bucket(settings.bucket()).key(key), RequestBody.empty());
        }
        assertThat(list("raw/")).containsExactly("raw/shop/a");
    }

    @Test
    void anUploadGoesToItsLinkWithoutCredentials() throws Exception {
        var key = new ObjectKey("raw/shop/100% of 商品+?.csv");
        try (var links = new S3UploadLinks(settings, Duration.ofMinutes(5))) {
            var link = links.put(key, Optional.of(8L)).orElseThrow();
            assertThat(link.expires())
                    .isBetween(Instant.now().plusSeconds(240), Instant.now().plusSeconds(301));
            assertThat(sent(link, "a,b\n1,2\n")).isEqualTo(200);
            assertThat(read(key)).isEqualTo("a,b\n1,2\n");
        }
    }

    private static int sent(Link link, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(link.url()).PUT(BodyPublishers.ofString(body));
        // The length is the client's own to write, as the host is.
        link.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("content-length")) {
                request.header(name, value);
            }
        });
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.discarding()).statusCode();
        }
    }

    private Content file(byte[] bytes) throws IOException {
        return new Content.File(Files.write(Files.createTempFile(directory, "file", ""), bytes));
    }

    private static byte[] random(long size) {
        var bytes = new byte[Math.toIntExact(size)];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private byte[] content(Want want) throws IOException {
        try (var content = ((Reading.Found) store.get(KEY, want)).content()) {
            return content.readAllBytes();
        }
    }

    private int uploads() {
        return client.listMultipartUploads(r -> r.bucket(settings.bucket()))
                .uploads()
                .size();
    }
}
