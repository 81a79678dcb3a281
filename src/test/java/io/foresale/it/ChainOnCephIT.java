package io.foresale.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.foresale.adapter.s3.Ceph;
import io.foresale.adapter.s3.CephNotifications;
import io.foresale.demo.DemoShop;
import io.foresale.demo.Language;
import io.foresale.domain.ObjectRef;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
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
    private static final Duration LONGEST = Duration.ofSeconds(300);

    private static final JsonMapper JSON = new JsonMapper();
    private static final DemoShop SHOP = new DemoShop(3, 150, Language.ENGLISH);

    @TempDir
    static Path directory;

    private static Path local;
    private static Optional<PackagedApp> app = Optional.empty();
    private static S3Bucket bucket;

    @BeforeAll
    static void anUploadIsPutIntoABucketThatTellsOfIt() throws IOException {
        Ceph.missing().ifPresent(reason -> System.out.println("Skipped: the chain on Ceph, " + reason));
        assumeTrue(Ceph.missing().isEmpty(), () -> Ceph.missing().orElseThrow());
        bucket = S3Bucket.on(Ceph.server());
        local = directory.resolve("bucket");
        var options = new ArrayList<>(bucket.options());
        options.add("-Dforesale.trigger.enabled=false");
        var started = PackagedApp.start(local, options.toArray(String[]::new));
        app = Optional.of(started);
        CephNotifications.send(bucket.settings(), started.uri("/events/s3"));
        var csv = new StringWriter();
        SHOP.write(csv);
        bucket.put("raw/shop/two words + more.csv", csv.toString());
        started.await("scores of everyone", LONGEST, () -> !bucket.manifests("scores/shop/everyone/")
                .isEmpty());
        started.await("the end of the last run", LONGEST, () -> bucket.runs("shop").stream()
                .noneMatch(run -> run.path("state").asText().equals("running")));
        System.out.printf("ceph: %d s from the first run to the end of the last one%n", seconds());
    }

    @AfterAll
    static void stop() {
        app.ifPresent(PackagedApp::close);
    }

    @Test
    void cephsNotificationsStartEveryFunctionOnce() {
        assertThat(bucket.runs("shop"))
                .extracting(run -> run.path("state").asText())
                .containsOnly("succeeded");
        assertThat(bucket.runs("shop"))
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
        var csv = bucket.objects("scores/shop/everyone/").stream()
                .map(ObjectRef::key)
                .filter(key -> key.value().endsWith(".csv"))
                .toList();
        assertThat(csv).hasSize(1);
        assertThat(bucket.text(csv.getFirst()).lines()).hasSize(1 + SHOP.rows() + 2);
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

    private static long seconds() {
        var runs = bucket.runs("shop");
        var first = Instant.parse(runs.getFirst().path("started").asText());
        var last = Instant.parse(runs.getLast().path("ended").asText());
        return Duration.between(first, last).toSeconds();
    }
}
