package io.foresale.adapter.s3;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.head;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import io.foresale.adapter.s3.S3Settings.Checksums;
import io.foresale.adapter.s3.S3Settings.Encryption;
import io.foresale.adapter.s3.S3Settings.Patience;
import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.port.ObjectStore.Reading;
import io.foresale.port.ObjectStore.Want;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that S3 gives when something is wrong, which no server gives on demand. */
class S3FaultsTest {

    private static final ObjectKey KEY = new ObjectKey("raw/shop/a.csv");
    private static final Content CONTENT = new Content.Bytes(new byte[] {1, 2, 3});
    private static final String MARK = "x-amz-meta-foresale-write";
    private static final String MODIFIED = "Tue, 24 Nov 2026 11:00:00 GMT";

    private final WireMockServer s3 =
            new WireMockServer(wireMockConfig().bindAddress("127.0.0.1").dynamicPort());

    private S3Store store;

    @BeforeEach
    void open() {
        s3.start();
        store = store(s3.port());
    }

    @AfterEach
    void close() {
        store.close();
        s3.stop();
    }

    private static S3Store store(int port) {
        return new S3Store(settings(port, new Encryption.OfBucket()));
    }

    private static S3Settings settings(int port, Encryption encryption) {
        System.setProperty("aws.accessKeyId", "AKIATESTKEY");
        System.setProperty("aws.secretAccessKey", "secret");
        return new S3Settings(
                "shop-bucket",
                Optional.of(URI.create("http://127.0.0.1:" + port)),
                Optional.empty(),
                true,
                Checksums.WHEN_REQUIRED,
                encryption,
                new Patience(Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofSeconds(30), 3));
    }

    @Test
    void slowDownIsTriedAgainSoManyTimesAndThenHandedOn() {
        s3.stubFor(get(anyUrl()).willReturn(error(503, "SlowDown")));
        assertThatThrownBy(() -> store.get(KEY, new Want.Whole()))
                .isInstanceOf(RetriableException.class)
                .hasMessageContainingAll(KEY.value(), "shop-bucket", "SlowDown");
        s3.verify(3, getRequestedFor(anyUrl()));
    }

    @Test
    void aStoreThatDoesNotAnswerIsAFailureThatMayPass() {
        s3.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(5_000)));
        assertThatThrownBy(() -> store.head(KEY))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining(KEY.value());
    }

    @Test
    void aStoreThatIsNotThereIsAFailureThatMayPass() throws IOException {
        int nobody;
        try (var socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        try (var nowhere = store(nobody)) {
            assertThatThrownBy(() -> nowhere.list("raw/").close()).isInstanceOf(RetriableException.class);
        }
    }

    @Test
    void aConflictOfWritersIsTriedAgain() {
        s3.stubFor(put(anyUrl())
                .inScenario("race")
                .willReturn(error(409, "ConditionalRequestConflict"))
                .willSetStateTo("over"));
        s3.stubFor(put(anyUrl())
                .inScenario("race")
                .whenScenarioStateIs("over")
                .willReturn(aResponse().withHeader("ETag", "\"abc\"")));
        assertThat(store.put(KEY, CONTENT, new Condition.IfAbsent())).contains(new ETag("abc"));
    }

    @Test
    void aConflictThatDoesNotEndIsHandedOn() {
        s3.stubFor(put(anyUrl()).willReturn(error(409, "ConditionalRequestConflict")));
        assertThatThrownBy(() -> store.put(KEY, CONTENT, new Condition.IfAbsent()))
                .isInstanceOf(RetriableException.class)
                .hasMessageContainingAll(KEY.value(), "ConditionalRequestConflict");
        s3.verify(3, putRequestedFor(anyUrl()));
    }

    @Test
    void whoWasFirstButDidNotHearOfItIsTheWinner() {
        failsThenRefuses();
        s3.addMockServiceRequestListener((request, _) -> {
            if (request.getMethod().equals(RequestMethod.PUT)) {
                s3.stubFor(head(anyUrl()).willReturn(described().withHeader(MARK, request.getHeader(MARK))));
            }
        });
        assertThat(store.put(KEY, CONTENT, new Condition.IfAbsent())).contains(new ETag("abc"));
        s3.verify(2, putRequestedFor(anyUrl()));
    }

    @Test
    void whoWasNotFirstIsNoWinner() {
        failsThenRefuses();
        s3.stubFor(head(anyUrl()).willReturn(described().withHeader(MARK, "of another write")));
        assertThat(store.put(KEY, CONTENT, new Condition.IfAbsent())).isEmpty();
    }

    private void failsThenRefuses() {
        s3.stubFor(put(anyUrl())
                .inScenario("lost")
                .willReturn(error(500, "InternalError"))
                .willSetStateTo("written"));
        s3.stubFor(put(anyUrl())
                .inScenario("lost")
                .whenScenarioStateIs("written")
                .willReturn(error(412, "PreconditionFailed")));
    }

    @Test
    void writesAskForTheEncryptionOfTheSettingsWholeAndInParts(@TempDir Path directory) throws IOException {
        var file = new Content.File(Files.write(directory.resolve("file"), new byte[20]));
        var kms = settings(s3.port(), new Encryption.Kms(Optional.of("key-7")));
        s3.stubFor(put(anyUrl()).willReturn(aResponse().withHeader("ETag", "\"abc\"")));
        s3.stubFor(post(anyUrl()).willReturn(error(403, "AccessDenied")));
        try (var encrypted = new S3Store(kms, new Sizes(10, 30, 10, 100))) {
            encrypted.put(KEY, file, new Condition.IfAbsent());
            assertThatThrownBy(() -> encrypted.put(KEY, file, new Condition.Always()))
                    .hasMessageContaining("kms:GenerateDataKey");
        }
        s3.verify(asksFor(putRequestedFor(anyUrl())));
        s3.verify(asksFor(postRequestedFor(urlMatching(".*\\?uploads.*"))));
    }

    private static RequestPatternBuilder asksFor(RequestPatternBuilder request) {
        return request.withHeader("x-amz-server-side-encryption", equalTo("aws:kms"))
                .withHeader("x-amz-server-side-encryption-aws-kms-key-id", equalTo("key-7"));
    }

    @Test
    void aRefusalNamesBucketKeyAndPermission() {
        s3.stubFor(any(anyUrl()).willReturn(error(403, "AccessDenied")));
        assertThatThrownBy(() -> store.put(KEY, CONTENT, new Condition.Always()))
                .isInstanceOf(PermanentException.class)
                .hasMessageContainingAll("shop-bucket", KEY.value(), "AccessDenied", "s3:PutObject");
        assertThatThrownBy(() -> store.delete(KEY)).hasMessageContaining("s3:DeleteObject");
        assertThatThrownBy(() -> store.list("raw/")).hasMessageContainingAll("raw/", "s3:ListBucket");
    }

    @Test
    void anotherRegionIsNamedAsTheMistake() {
        s3.stubFor(get(anyUrl()).willReturn(error(301, "PermanentRedirect")));
        assertThatThrownBy(() -> store.get(KEY, new Want.Whole()))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("foresale.bucket.s3.region");
    }

    @Test
    void aContentThatBreaksOffIsReadToItsEnd() throws IOException {
        try (var server = new Breaking("0123456789", 4);
                var broken = store(server.port())) {
            var found = (Reading.Found) broken.get(KEY, new Want.Whole());
            try (var content = found.content()) {
                assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("0123456789");
            }
            assertThat(server.requests()).contains("Range: bytes=4-9").contains("If-Match: \"abc\"");
        }
    }

    @Test
    void aContentThatWasReplacedIsNotReadOn() throws IOException {
        s3.stubFor(
                get(anyUrl()).withHeader("If-Match", equalTo("\"abc\"")).willReturn(error(412, "PreconditionFailed")));
        try (var server = new Breaking("0123456789", 4);
                var broken = store(server.port())) {
            server.replaced();
            var found = (Reading.Found) broken.get(KEY, new Want.Whole());
            try (var content = found.content()) {
                assertThatThrownBy(content::readAllBytes)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(KEY.value());
            }
        }
    }

    private static ResponseDefinitionBuilder described() {
        return aResponse()
                .withHeader("ETag", "\"abc\"")
                .withHeader("Last-Modified", MODIFIED)
                .withHeader("Content-Length", "3");
    }

    private static ResponseDefinitionBuilder error(int status, String code) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/xml")
                .withBody("<Error><Code>" + code + "</Code><Message>as asked</Message></Error>");
    }

    /** A server that breaks off its first answer after some bytes, and gives the rest to whoever asks for it. */
    private static final class Breaking implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final ByteArrayOutputStream requests = new ByteArrayOutputStream();
        private final String content;
        private final int first;
        private volatile boolean replaced;

        Breaking(String content, int first) throws IOException {
            this.content = content;
            this.first = first;
            Thread.ofPlatform().daemon().start(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        void replaced() {
            replaced = true;
        }

        String requests() {
            return requests.toString(StandardCharsets.UTF_8);
        }

        private void serve() {
            try {
                answer("200 OK", "Content-Length: " + content.length(), content.substring(0, first));
                if (replaced) {
                    answer("412 Precondition Failed", "Content-Length: 0", "");
                } else {
                    answer(
                            "206 Partial Content",
                            "Content-Length: " + (content.length() - first) + "\r\nContent-Range: bytes " + first + "-"
                                    + (content.length() - 1) + "/" + content.length(),
                            content.substring(first));
                }
            } catch (IOException _) {
                // The test is over.
            }
        }

        private void answer(String status, String headers, String body) throws IOException {
            try (Socket connection = socket.accept();
                    OutputStream out = connection.getOutputStream()) {
                var in = connection.getInputStream();
                var request = new StringBuilder();
                while (request.indexOf("\r\n\r\n") < 0) {
                    request.append((char) in.read());
                }
                requests.writeBytes(request.toString().getBytes(StandardCharsets.UTF_8));
                out.write(("HTTP/1.1 " + status + "\r\nETag: \"abc\"\r\nLast-Modified: " + MODIFIED + "\r\n" + headers
                                + "\r\nConnection: close\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
