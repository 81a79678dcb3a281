package io.foresale.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.foresale.adapter.s3.Ceph;
import io.foresale.adapter.s3.CephNotifications;
import io.foresale.adapter.s3.S3Server;
import io.foresale.adapter.s3.S3Store;
import io.foresale.demo.DemoShop;
import io.foresale.demo.Language;
import io.foresale.domain.ObjectKey;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.port.ObjectStore.Reading;
import io.foresale.port.ObjectStore.Want;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The artefact as it is shipped on a bucket of Ceph, whose notifications alone start its functions: it neither lists the
 * bucket nor goes on by itself to what its own writes start.
 */
class ChainOnCephIT {

    /** Ceph looks for new topics every 30 seconds. */
    private static final Duration LONGEST = Duration.ofSeconds(180);

    private static final JsonMapper JSON = new JsonMapper();
    private static final DemoShop SHOP = new DemoShop(3, 150, Language.ENGLISH);

    @TempDir
    static Path directory;

    private static Path local;
    private static Optional<PackagedApp> app = Optional.empty();
    private static S3Store bucket;

    @BeforeAll
    static void anUploadIsPutIntoABucketThatTellsOfIt() throws IOException {
        Ceph.missing().ifPresent(reason -> System.out.println("Skipped: the chain on Ceph, " + reason));
        assumeTrue(Ceph.missing().isEmpty(), () -> Ceph.missing().orElseThrow());
        var settings = Ceph.server().fresh();
        local = directory.resolve("bucket");
        bucket = new S3Store(settings);
        var started = PackagedApp.start(
                local,
                Stream.concat(
                                Stream.of(
                                        "-Dforesale.trigger.enabled=false",
                                        "-Daws.accessKeyId=" + S3Server.KEY,
                                        "-Daws.secretAccessKey=" + S3Server.SECRET),
                                S3Server.properties(settings).entrySet().stream()
                                        .map(p -> "-D" + p.getKey() + "=" + p.getValue()))
                        .toArray(String[]::new));
        app = Optional.of(started);
        CephNotifications.send(settings, started.uri("/events/s3"));
        var csv = new StringWriter();
        SHOP.write(csv);
        put("raw/shop/two words + more.csv", csv.toString());
        started.await("scores of everyone", LONGEST, () -> keys("scores/shop/everyone/").stream()
                .anyMatch(key -> key.fileName().equals("manifest.json")));
        started.await("the end of the last run", LONGEST, () -> runs().stream()
                .noneMatch(run -> run.path("state").asText().equals("running")));
    }

    @AfterAll
    static void stop() {
        app.ifPresent(PackagedApp::close);
    }

    @Test
    void cephsNotificationsStartEveryFunctionOnce() {
        assertThat(runs()).extracting(run -> run.path("state").asText()).containsOnly("succeeded");
        assertThat(runs())
                .extracting(run -> run.path("function").asText())
                .containsExactly("ingest", "embed", "fuse", "train", "score-batch");
        assertThat(app.orElseThrow().output())
                .contains(
                        "ingest of raw/shop/two words + more.csv",
                        "embed of clean/shop/",
                        "fuse of vectors/shop/",
                        "train of features/shop/");
    }

    @Test
    void everyoneIsScoredAndAllOfItIsOnS3() {
        var csv = keys("scores/shop/everyone/").stream()
                .filter(key -> key.value().endsWith(".csv"))
                .toList();
        assertThat(csv).hasSize(1);
        assertThat(text(csv.getFirst()).lines()).hasSize(1 + SHOP.rows() + 2);
        assertThat(local).doesNotExist();
    }

    @Test
    void theModelIsPublishedAndScoresAShopperOverHttp() throws IOException {
        var model = app.orElseThrow().get("/models/shop");
        assertThat(model.statusCode()).as(model.body()).isEqualTo(200);
        var scored = app.orElseThrow()
                .post("/models/shop/score", "{\"visits_28d\": 9, \"last_search\": \"buy a red lamp\"}");
        assertThat(scored.statusCode()).as(scored.body()).isEqualTo(200);
        var answer = JSON.readTree(scored.body());
        assertThat(answer.at("/version")).isEqualTo(JSON.readTree(model.body()).at("/version"));
        assertThat(answer.at("/scores/0/probability").asDouble()).isBetween(0.0, 1.0);
        assertThat(answer.at("/scores/0/textUsed").asBoolean()).isTrue();
    }

    private static void put(String key, String content) {
        bucket.put(
                new ObjectKey(key),
                new Content.Bytes(content.getBytes(StandardCharsets.UTF_8)),
                new Condition.Always());
    }

    private static long seconds() {
        var first = Instant.parse(runs().getFirst().path("started").asText());
        var last = Instant.parse(runs().getLast().path("ended").asText());
        return Duration.between(first, last).toSeconds();
    }

    private static List<ObjectKey> keys(String prefix) {
        try (var objects = bucket.list(prefix)) {
            return objects.map(object -> object.key()).toList();
        }
    }

    private static List<JsonNode> runs() {
        return keys("runs/shop/").stream().map(key -> json(text(key))).toList();
    }

    private static String text(ObjectKey key) {
        if (!(bucket.get(key, new Want.Whole()) instanceof Reading.Found found)) {
            throw new AssertionError(key + " is not there");
        }
        try (var content = found.content()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
