package io.foresale.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * What Foresale reaches on two real tables, on the packaged artefact. Slow, so it runs only where
 * {@code -Dforesale.real-data=DIR} names a bucket to use; a bucket that is kept keeps the vectors, and only the models are
 * made anew.
 */
class RealDataIT {

    private static final Path DATA = Path.of(System.getProperty("foresale.data", "../shared/data"));
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void sessionsOfAShopAreToldApart() throws IOException {
        var metrics = train("online_shoppers", "online_shoppers_intention.csv.gz", "{\"folds\": 10}");

        var behaviour = metrics.at("/views/behaviour");
        assertThat(behaviour.get("rows").asLong()).isEqualTo(12_330);
        assertThat(behaviour.get("rocAuc").asDouble()).isGreaterThanOrEqualTo(0.887);
        assertThat(behaviour.get("prAuc").asDouble()).isGreaterThanOrEqualTo(0.634);
    }

    @Test
    void reviewsSayWhatTheirColumnsDoNot() throws IOException {
        var metrics = train(
                "womens_clothing_reviews", "womens_clothing_reviews.csv.gz", "{\"drop\": [\"Rating\"], \"folds\": 5}");

        assertThat(metrics.at("/views/text/rocAuc").asDouble()).isGreaterThanOrEqualTo(0.93);
        assertThat(metrics.at("/views/fused/rocAuc").asDouble()).isGreaterThanOrEqualTo(0.93);
        assertThat(metrics.at("/fusedMinus/behaviour/rocAuc/low").asDouble()).isPositive();
    }

    /** The metrics of the model that comes of a file, printed as a table for the README. */
    private static JsonNode train(String dataset, String file, String config) throws IOException {
        var kept = System.getProperty("foresale.real-data", "");
        assumeTrue(!kept.isEmpty(), "skipped: slow; -Dforesale.real-data=DIR names a bucket to run it in");
        assumeTrue(Files.exists(DATA.resolve(file)), () -> "skipped: " + DATA.resolve(file) + " is not there");
        var bucket = Path.of(kept);
        Buckets.delete(bucket.resolve("models/" + dataset));
        Buckets.delete(bucket.resolve("scores/" + dataset));
        Files.createDirectories(bucket.resolve("datasets"));
        Files.writeString(bucket.resolve("datasets/" + dataset + ".json"), config);
        var upload = Files.createDirectories(bucket.resolve("raw/" + dataset)).resolve(file);
        if (!Files.exists(upload)) {
            Files.copy(DATA.resolve(file), upload);
        }
        try (var app = PackagedApp.start(bucket)) {
            app.await("the scores of " + dataset, LONGEST, () -> Buckets.hasScores(bucket, dataset));
            var metrics = JSON.readTree(app.get("/models/" + dataset).body()).get("metrics");
            print(dataset, metrics);
            return metrics;
        }
    }

    private static void print(String dataset, JsonNode metrics) {
        System.out.printf("%n### %s, %d-fold%n%n", dataset, metrics.get("folds").asInt());
        System.out.println("| view | ROC AUC | PR AUC | accuracy | precision | recall | F1 | log loss | Brier |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        metrics.get("views").properties().forEach(view -> {
            var m = view.getValue();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.4f | %.4f | %.4f | %.4f | %.4f | %.4f | %.4f | %.4f |%n",
                    view.getKey(),
                    m.get("rocAuc").asDouble(),
                    m.get("prAuc").asDouble(),
                    m.get("accuracy").asDouble(),
                    m.get("precision").asDouble(),
                    m.get("recall").asDouble(),
                    m.get("f1").asDouble(),
                    m.get("logLoss").asDouble(),
                    m.get("brier").asDouble());
        });
        metrics.get("fusedMinus").properties().forEach(other -> {
            var auc = other.getValue().get("rocAuc");
            System.out.printf(
                    Locale.ROOT,
                    "%nfused - %s: ROC AUC %+.4f, 95 %% interval [%+.4f, %+.4f]%n",
                    other.getKey(),
                    auc.get("value").asDouble(),
                    auc.get("low").asDouble(),
                    auc.get("high").asDouble());
        });
    }
}
