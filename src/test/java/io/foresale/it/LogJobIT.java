package io.foresale.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foresale.demo.EventLog;
import io.foresale.demo.Language;
import io.foresale.demo.Shop;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop's log on the artefact as it is shipped: three models come out, and what they answer is read over HTTP. */
class LogJobIT {

    private static final Duration LONGEST = Duration.ofSeconds(600);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path bucket;

    private static PackagedApp app;
    private static String shopper;

    @BeforeAll
    static void aLogIsDroppedIntoTheBucket(@TempDir Path directory) throws IOException {
        app = PackagedApp.start(bucket);
        var last = new AtomicReference<>("");
        var file = directory.resolve("log.csv");
        try (var out = Files.newOutputStream(file);
                var log = EventLog.csv(out)) {
            new Shop(7, 400, 60, 70, Language.ENGLISH).play(event -> {
                log.accept(event);
                event.by().user().filter(_ -> event.isPurchase()).ifPresent(last::set);
            });
        }
        shopper = last.get();
        assertThat(app.put("/datasets/shop/uploads/log.csv", file).statusCode()).isEqualTo(201);
        app.await("products for everyone", LONGEST, () -> Buckets.hasScores(bucket, "shop-what"));
        app.await("scores of everyone", LONGEST, () -> Buckets.hasScores(bucket, "shop-who"));
        app.await(
                "the model of visits",
                LONGEST,
                () -> app.get("/models/shop-session").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void aKnownShopperIsScoredWithReasonsInWords() throws IOException {
        var score = json(app.get("/datasets/shop/users/" + shopper + "/score"));

        assertThat(score.at("/model").asText()).isEqualTo("shop-who");
        assertThat(score.at("/probability").asDouble()).isBetween(0.0, 1.0);
        assertThat(score.at("/reasons/0/description").asText()).isNotBlank();
    }

    @Test
    void aKnownShoppersProductsComeTheLikeliestFirst() throws IOException {
        var products = json(app.get("/datasets/shop/users/" + shopper + "/products?limit=3"))
                .at("/products");

        assertThat(products).hasSize(3);
        assertThat(products.at("/0/probability").asDouble())
                .isGreaterThanOrEqualTo(products.at("/2/probability").asDouble());
        assertThat(products.at("/0/name").asText()).isNotBlank();
    }

    @Test
    void aVisitIsScoredByItsEvents() throws IOException {
        var visit = "{\"events\": [{\"event_type\": \"view\", \"product_id\": \"P1\"},"
                + " {\"event_type\": \"add_to_cart\", \"product_id\": \"P1\", \"price\": 10}]}";
        var answer = json(app.post("/models/shop-session/score", visit));

        assertThat(answer.at("/model").asText()).isEqualTo("shop-session");
        assertThat(answer.at("/scores/0/probability").asDouble()).isBetween(0.0, 1.0);
        assertThat(answer.at("/scores/0/prefix").asInt()).isEqualTo(2);
    }

    @Test
    void whoIsNotKnownIsToldWhatElseToAsk() {
        var unknown = app.get("/datasets/shop/users/nobody/score");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("nobody", "/models/shop-session/score");

        var wrongModel = app.post("/models/shop-who/score", "{\"visits\": 1}");
        assertThat(wrongModel.statusCode()).isEqualTo(400);
        assertThat(wrongModel.body()).contains("/datasets/shop/users/{user}/score");
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }
}
