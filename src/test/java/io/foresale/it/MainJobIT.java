package io.foresale.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foresale.demo.DemoShop;
import io.foresale.demo.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What a user does, on the artefact as it is shipped: a file in, a model and scores out. One process, one story. */
@TestMethodOrder(OrderAnnotation.class)
class MainJobIT {

    private static final Duration LONGEST = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DemoShop SHOP = new DemoShop(5, 200, Language.ENGLISH);

    @TempDir
    static Path bucket;

    private static PackagedApp app;

    @BeforeAll
    static void start() {
        app = PackagedApp.start(bucket);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    @Order(1)
    void anUploadOverHttpBecomesAModelAndScoresOfEveryone(@TempDir Path directory) throws IOException {
        var upload = app.put("/datasets/shop/uploads/shoppers.csv", write(directory.resolve("shoppers.csv")));
        assertThat(upload.statusCode()).isEqualTo(201);

        app.await("scores of everyone", LONGEST, () -> Buckets.hasScores(bucket, "shop"));

        assertThat(scores("everyone"))
                .hasSize(1 + SHOP.rows() + 2)
                .first()
                .asString()
                .startsWith("upload,row,id,probability");
        assertThat(json("/datasets/shop/runs").at("/runs").findValuesAsText("function"))
                .contains("ingest", "embed", "fuse", "train", "score-batch");
    }

    @Test
    @Order(2)
    void aShopperIsScoredWithTheirWords() throws IOException {
        var answer = score("{\"shopper_id\": \"s1\", \"visits_28d\": 9, \"cart_adds\": 3, \"channel\": \"direct\","
                + " \"last_search\": \"where is my parcel\", \"colour\": \"red\"}");

        assertThat(answer.at("/scores/0/id").asText()).isEqualTo("s1");
        assertThat(answer.at("/scores/0/probability").asDouble()).isBetween(0.0, 1.0);
        assertThat(answer.at("/scores/0/textUsed").asBoolean()).isTrue();
        assertThat(answer.at("/scores/0/missing").toString()).contains("country", "last_message");
        assertThat(answer.at("/scores/0/ignored").toString()).contains("colour");
    }

    @Test
    @Order(3)
    void whatDoesNotFitIsAnsweredWithWhatWasWanted() {
        assertThat(app.post("/models/nobody/score", "{}").statusCode()).isEqualTo(404);
        var wrong = app.post("/models/shop/score", "{\"visits_28d\": \"many\"}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("visits_28d", "a number", "many");
        var tooMany =
                "[" + String.join(",", Stream.generate(() -> "{}").limit(1001).toList()) + "]";
        assertThat(app.post("/models/shop/score", tooMany).statusCode()).isEqualTo(413);
    }

    @Test
    @Order(4)
    void theSameUploadAgainChangesNothing(@TempDir Path directory) throws IOException {
        int before = Buckets.files(bucket, "runs").size();
        app.put("/datasets/shop/uploads/shoppers.csv", write(directory.resolve("shoppers.csv")));
        assertThat(app.post("/ingest", "{\"key\": \"raw/shop/shoppers.csv\"}").body())
                .contains("false");
        assertThat(Buckets.files(bucket, "runs")).hasSize(before);
    }

    @Test
    @Order(5)
    void aRequestFileIsScoredInItsOrderAndItsBrokenLineIsReported() throws IOException {
        var shoppers = SHOP.shoppers();
        var lines = List.of(
                "shopper_id,visits_28d,last_search",
                shoppers.get(2).id() + ",3,gift for my mother",
                "broken,line,with,too,many,cells",
                shoppers.get(1).id() + ",1,",
                shoppers.get(0).id() + ",12,buy a red lamp");
        Files.createDirectories(bucket.resolve("score-requests/shop"));
        Files.write(bucket.resolve("score-requests/shop/friday's list.csv"), lines);

        app.await("scores of the request", LONGEST, () -> !manifests("friday's list.csv")
                .isEmpty());

        assertThat(scores("friday's list.csv").stream().skip(1).map(line -> line.split(",")[1]))
                .containsExactly(
                        shoppers.get(2).id(),
                        shoppers.get(1).id(),
                        shoppers.get(0).id());
        var manifest = JSON.readTree(manifests("friday's list.csv").getFirst().toFile());
        assertThat(manifest.at("/counts/rejected").asInt()).isOne();
        assertThat(Files.readString(
                        bucket.resolve(manifest.at("/objects/rejects/key").asText())))
                .contains("too,many");
    }

    @Test
    @Order(6)
    void aChangedConfigurationMakesANewModel() throws IOException {
        var version = json("/models/shop").at("/version").asText();
        Files.createDirectories(bucket.resolve("datasets"));
        Files.writeString(bucket.resolve("datasets/shop.json"), "{\"drop\": [\"cart_adds\"], \"folds\": 3}");

        app.await(
                "another version",
                LONGEST,
                () -> !version.equals(
                        jsonOrNothing("/models/shop").at("/version").asText()));

        assertThat(json("/models/shop").at("/metrics/folds").asInt()).isEqualTo(3);
        app.await("the new version to answer", LONGEST, () -> app.post("/models/shop/score", "{\"cart_adds\": 3}")
                .body()
                .replace(" ", "")
                .contains("\"ignored\":[\"cart_adds\"]"));
    }

    @Test
    @Order(7)
    void anUndoneConfigurationLetsTheFirstModelAnswerAgain() throws IOException {
        var version = json("/models/shop").at("/version").asText();
        Files.delete(bucket.resolve("datasets/shop.json"));

        app.await(
                "another version",
                LONGEST,
                () -> !version.equals(
                        jsonOrNothing("/models/shop").at("/version").asText()));

        assertThat(json("/models/shop").at("/metrics/folds").asInt()).isEqualTo(5);
    }

    @Test
    @Order(8)
    void aFileStillBeingCopiedIsNotReadHalf(@TempDir Path directory) throws Exception {
        var whole = Files.readAllBytes(write(directory.resolve("whole.csv")));
        var target = Files.createDirectories(bucket.resolve("raw/slow")).resolve("copy.csv");
        for (int from = 0; from < whole.length; from += whole.length / 10 + 1) {
            int length = Math.min(whole.length - from, whole.length / 10 + 1);
            Files.write(
                    target,
                    java.util.Arrays.copyOfRange(whole, from, from + length),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            Thread.sleep(100);
        }

        app.await("the copy to be taken in", LONGEST, () -> Buckets.files(bucket, "runs/slow").stream()
                .anyMatch(run -> Buckets.read(run).contains("\"accepted\"")));

        var ingests = Buckets.files(bucket, "runs/slow").stream()
                .filter(f -> f.toString().contains("-ingest-"))
                .toList();
        assertThat(ingests).hasSize(1);
        assertThat(Buckets.read(ingests.getFirst())).contains("\"accepted\": " + (SHOP.rows() + 2));
    }

    private static Path write(Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            SHOP.write(out);
        }
        return file;
    }

    private static JsonNode score(String shopper) throws IOException {
        var answer = app.post("/models/shop/score", shopper);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static JsonNode json(String path) throws IOException {
        var answer = app.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static JsonNode jsonOrNothing(String path) {
        try {
            return JSON.readTree(app.get(path).body());
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    private static List<Path> manifests(String source) {
        return Buckets.files(bucket, "scores/shop/" + source).stream()
                .filter(f -> f.endsWith("manifest.json"))
                .toList();
    }

    private static List<String> scores(String source) throws IOException {
        var csv = Buckets.files(bucket, "scores/shop/" + source).stream()
                .filter(f -> f.toString().endsWith(".csv"))
                .findFirst()
                .orElseThrow();
        return Files.readAllLines(csv);
    }
}
