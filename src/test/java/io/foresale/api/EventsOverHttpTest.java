package io.foresale.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.foresale.adapter.s3.S3Mock;
import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.port.ObjectStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A bucket on S3 that nobody lists, so that nothing happens but by what is sent. */
@QuarkusTest
@TestProfile(EventsOverHttpTest.Unwatched.class)
class EventsOverHttpTest {

    public static final class Unwatched implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var settings = S3Mock.server().fresh();
            var overrides = new HashMap<>(new Keyed().getConfigOverrides());
            overrides.putAll(Map.of(
                    "foresale.bucket.s3.name",
                    settings.bucket(),
                    "foresale.bucket.s3.endpoint",
                    settings.endpoint().orElseThrow().toString(),
                    "foresale.bucket.s3.path-style",
                    "true",
                    "foresale.trigger.enabled",
                    "false"));
            return overrides;
        }
    }

    @Inject
    ObjectStore store;

    @ConfigProperty(name = "foresale.bucket.s3.name")
    String bucket;

    @Test
    void theFunctionHasEndedWhenTheAnswerComesAndTheSameEventDoesNothingTwice() {
        var eTag = upload("raw/shop/two words.csv", table());
        var event = notification("aws:s3", "raw/shop/two+words.csv", eTag);
        send(event)
                .statusCode(200)
                .body("events.size()", is(1))
                .body("events[0].state", equalTo("called"))
                .body("events[0].detail", equalTo("ingest of raw/shop/two words.csv"));
        assertThat(manifests("clean/shop/")).hasSize(1);
        send(event).statusCode(200).body("events[0].state", equalTo("called"));
        assertThat(manifests("clean/shop/")).hasSize(1);
        assertThat(manifests("vectors/shop/")).isEmpty();
    }

    @Test
    void whatCephSendsNextStartsTheNextFunction() {
        var upload = upload("raw/ceph/50%.csv", table());
        send(notification("ceph:s3", "raw/ceph/50%.csv", upload)).statusCode(200);
        var clean = manifests("clean/ceph/").getFirst();
        send(notification(
                        "ceph:s3",
                        clean,
                        store.head(new ObjectKey(clean)).orElseThrow().ref().eTag()))
                .statusCode(200)
                .body("events[0].detail", equalTo("embed of " + clean));
        assertThat(manifests("vectors/ceph/")).hasSize(1);
    }

    @Test
    void anUploadThatIsRefusedIsAnsweredOnceAndRecorded() {
        var eTag = upload("raw/refused/one.csv", "{\"broken");
        send(notification("minio:s3", "raw%2Frefused%2Fone.csv", eTag))
                .statusCode(200)
                .body("events[0].state", equalTo("refused"))
                .body("events[0].detail", startsWith("ingest of raw/refused/one.csv: "));
        given().header("X-API-Key", Keyed.ADMIN_KEY)
                .get("/datasets/refused/runs")
                .then()
                .statusCode(200)
                .body("runs[0].state", equalTo("failed"));
    }

    @Test
    void anEventOfContentThatWasReplacedIsOfWhatIsThereNow() {
        upload("raw/stale/a.csv", table());
        send(notification("aws:s3", "raw/stale/a.csv", new ETag("d41d8cd98f00b204e9800998ecf8427e")))
                .statusCode(200)
                .body("events[0].state", equalTo("called"));
        assertThat(manifests("clean/stale/")).hasSize(1);
    }

    @Test
    void anEventOfAnotherBucketIsRefused() {
        send(notification("aws:s3", "raw/shop/a.csv", new ETag("1")).replace(bucket, "another"))
                .statusCode(200)
                .body("events[0].state", equalTo("refused"))
                .body("events[0].detail", containsString("another"));
    }

    @Test
    void whatIsNoNotificationIsABadRequest() {
        send("{\"key\": \"raw/shop/a.csv\"}").statusCode(400).body("subject", equalTo("event"));
    }

    @Test
    void aKeyForUploadsIsNotEnough() {
        given().header("X-API-Key", Keyed.UPLOAD_KEY)
                .body("{}")
                .post("/events/s3")
                .then()
                .statusCode(403);
    }

    /** Ceph says it is JSON, MinIO as well; what is not said is taken, too. */
    private ValidatableResponse send(String document) {
        return given().header("X-API-Key", Keyed.ADMIN_KEY)
                .body(document.getBytes(StandardCharsets.UTF_8))
                .contentType("application/octet-stream")
                .post("/events/s3")
                .then();
    }

    private String notification(String source, String key, ETag eTag) {
        return """
                {"Records": [{"eventSource": "%s", "eventName": "ObjectCreated:Put", "s3": {"bucket": {"name": "%s"},
                "object": {"key": "%s", "eTag": "%s"}}}]}""".formatted(source, bucket, key, eTag);
    }

    private ETag upload(String key, String content) {
        return store.put(
                        new ObjectKey(key),
                        new Content.Bytes(content.getBytes(StandardCharsets.UTF_8)),
                        new Condition.Always())
                .orElseThrow();
    }

    private List<String> manifests(String prefix) {
        try (var objects = store.list(prefix)) {
            return objects.map(o -> o.key().value())
                    .filter(key -> key.endsWith("/manifest.json"))
                    .toList();
        }
    }

    private static String table() {
        return IntStream.range(0, 60)
                .mapToObj(i -> i + 1 + "," + (i % 7) + "," + (i % 3 == 0))
                .collect(Collectors.joining("\n", "visits,pages,purchased\n", "\n"));
    }
}
