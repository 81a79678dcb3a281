package io.foresale.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.evaluate.Interval;
import io.foresale.evaluate.UserBootstrap;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What Foresale reaches on three real logs, on the packaged artefact, beside what pandas and scikit-learn's boosted trees
 * reach on the same task. Slow, so it runs only where {@code -Dforesale.real-logs=DIR} names a bucket to use; a bucket that
 * is kept keeps the vectors, and only features and models are made anew.
 */
class RealLogsIT {

    private static final Path DATA = Path.of(System.getProperty("foresale.data", "../shared/data"));
    private static final Duration LONGEST = Duration.ofMinutes(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String RETAIL = "online_retail_II.csv.zst";
    private static final String CDNOW = "cdnow_master.txt.gz";
    private static final String REES46 = "rees46_2019-10-01.csv.gz";
    private static final int SEEDS = 5;

    /** Wide examples of long texts: the models of Online Retail want more than the usual heap. */
    private static final String HEAP = "-Xmx2500m";

    @Test
    void customersWhoOrderAgainAreToldFromTheirInvoices() throws IOException {
        var models = train(Map.of("online_retail", """
                {"horizonDays": 30, "events": {"lookBackDays": 365, "cutoffs": ["2010-12-01T00:00:00Z",
                  "2011-01-01T00:00:00Z", "2011-02-01T00:00:00Z", "2011-03-01T00:00:00Z", "2011-04-01T00:00:00Z",
                  "2011-05-01T00:00:00Z", "2011-06-01T00:00:00Z", "2011-07-01T00:00:00Z", "2011-09-01T00:00:00Z",
                  "2011-10-01T00:00:00Z"], "testFrom": "2011-09-01T00:00:00Z"}}"""), RETAIL, "who", "what");

        var who = models.get("online_retail-who");
        print("Online Retail II: orders again in 30 days", "0.768", who);
        print("Online Retail II: buys this product in 30 days", "", models.get("online_retail-what"));
        print(
                "Online Retail II: buys this product, new to the customer, in 30 days",
                "",
                models.get("online_retail-what").get("newToShopper"));
        assertThat(who.at("/scope/testFrom").asText()).isEqualTo("2011-09-01T00:00:00Z");
        assertThat(area(who, "behaviour")).isGreaterThanOrEqualTo(0.76);
        assertThat(area(who, "fused")).isGreaterThanOrEqualTo(0.76);
    }

    @Test
    void customersWhoComeBackAreToldFromDatesAndSumsAlone() throws IOException {
        var models = train(Map.of("cdnow", """
                {"horizonDays": 273, "events": {"lookBackDays": 273, "cutoffs": ["1997-09-30T23:59:59Z"],
                  "questions": ["who"]}}"""), CDNOW, "who");

        var who = models.get("cdnow-who");
        print("CDNOW: buys in weeks 40–78", "0.771", who);
        assertThat(who.at("/scope/rows").asLong()).isEqualTo(23_570);
        assertThat(area(who, "behaviour")).isGreaterThanOrEqualTo(0.76);
    }

    @Test
    void visitsThatEndInAPurchaseAreToldFromTheirEventsBeforeIt() throws IOException {
        var configs = new TreeMap<String, String>();
        IntStream.rangeClosed(1, SEEDS).forEach(seed -> configs.put("rees46_" + seed, "{\"seed\": " + seed + "}"));
        var models = train(configs, REES46, "session");

        double mean = models.values().stream()
                .mapToDouble(metrics -> area(metrics.get("wholeVisits"), "behaviour"))
                .average()
                .orElseThrow();
        var interval = interval(new ArrayList<>(configs.keySet()));
        print(
                "REES46: session buys, one row a visit, mean of %d seeds".formatted(SEEDS),
                "0.673",
                "%.4f [%.4f, %.4f]".formatted(mean, interval.low(), interval.high()));
        print("REES46: session buys, every beginning of a visit", "", models.get("rees46_1-session"));
        assertThat(interval.value())
                .as("the areas told and those of the kept answers")
                .isCloseTo(mean, within(1e-6));
        assertThat(mean).isGreaterThanOrEqualTo(0.65);
    }

    /** Of the mean area over the seeds, from the answers that each model kept, one a visit, drawing users. */
    private static Interval interval(List<String> datasets) throws IOException {
        var labels = new ArrayList<Boolean>();
        var users = new ArrayList<String>();
        var answers = new ArrayList<double[]>();
        try (var session = new DuckDbEngine(Files.createTempDirectory("foresale"), "512MiB", 1).open()) {
            var columns = new StringBuilder();
            var joins = new StringBuilder();
            for (int i = 0; i < datasets.size(); i++) {
                columns.append(", a%d.probability".formatted(i));
                joins.append(" JOIN %s a%d ON a%2$d.hash = v._hash"
                        .formatted(parquet(session, "models/" + datasets.get(i) + "-session", "heldout"), i));
            }
            session.stream(
                    row -> {
                        labels.add(row.flag(0));
                        users.add(row.text(1));
                        answers.add(IntStream.range(0, datasets.size())
                                .mapToDouble(i -> row.number(i + 2))
                                .toArray());
                    },
                    """
                    SELECT v.bought, v._user%s FROM (
                        FROM %s QUALIFY row_number() OVER (PARTITION BY session_id, user_id ORDER BY prefix DESC) = 1) v
                        %s ORDER BY v._row""".formatted(columns, parquet(session, "features/" + datasets.getFirst(), "features"), joins));
        }
        var truth = new boolean[labels.size()];
        IntStream.range(0, truth.length).forEach(i -> truth[i] = labels.get(i));
        return new UserBootstrap(truth, users)
                .mean(IntStream.range(0, datasets.size())
                        .mapToObj(i -> answers.stream().mapToDouble(a -> a[i]).toArray())
                        .toList());
    }

    /** The engine reads its own directory only. */
    private static String parquet(Session session, String prefix, String stem) throws IOException {
        var files = Buckets.files(bucket(), prefix).stream()
                .filter(file -> file.getFileName().toString().matches(stem + "-.*\\.parquet"))
                .toList();
        assertThat(files).as("%s of %s", stem, prefix).hasSize(1);
        var local = session.directory().resolve(files.getFirst().getFileName());
        Files.copy(files.getFirst(), local);
        return Sql.parquet(List.of(local));
    }

    private static Path bucket() {
        return Path.of(System.getProperty("foresale.real-logs", ""));
    }

    /** The metrics of the models that come of a file under some configurations, by the models' names. */
    private static Map<String, JsonNode> train(Map<String, String> configs, String file, String... questions)
            throws IOException {
        assumeTrue(
                !System.getProperty("foresale.real-logs", "").isEmpty(),
                "skipped: slow; -Dforesale.real-logs=DIR names a bucket to run it in");
        assumeTrue(Files.exists(DATA.resolve(file)), () -> "skipped: " + DATA.resolve(file) + " is not there");
        var bucket = bucket();
        for (var config : configs.entrySet()) {
            forget(bucket, config.getKey(), questions);
            Files.createDirectories(bucket.resolve("datasets"));
            Files.writeString(bucket.resolve("datasets/" + config.getKey() + ".json"), config.getValue());
            var upload = Files.createDirectories(bucket.resolve("raw/" + config.getKey()))
                    .resolve(file);
            if (!Files.exists(upload)) {
                Files.copy(DATA.resolve(file), upload);
            }
        }
        var metrics = new TreeMap<String, JsonNode>();
        long start = System.nanoTime();
        try (var app = PackagedApp.start(bucket, HEAP)) {
            for (var dataset : configs.keySet()) {
                for (var question : questions) {
                    var model = dataset + "-" + question;
                    app.await(model, LONGEST, () -> app.get("/models/" + model).statusCode() == 200);
                    metrics.put(
                            model,
                            JSON.readTree(app.get("/models/" + model).body()).get("metrics"));
                }
            }
        }
        System.out.printf(Locale.ROOT, "%s: %.0f s%n", file, (System.nanoTime() - start) / 1e9);
        return metrics;
    }

    /** What code of today has to make anew; vectors of texts stay. */
    private static void forget(Path bucket, String dataset, String... questions) throws IOException {
        Buckets.delete(bucket.resolve("features/" + dataset));
        for (var question : questions) {
            Buckets.delete(bucket.resolve("models/" + dataset + "-" + question));
            Buckets.delete(bucket.resolve("scores/" + dataset + "-" + question));
        }
    }

    private static double area(JsonNode measures, String view) {
        return measures.at("/views/" + view + "/rocAuc").asDouble();
    }

    private static void print(String task, String peer, JsonNode measures) {
        measures.get("views")
                .properties()
                .forEach(view -> print(
                        task + ", " + view.getKey(),
                        peer,
                        "%.4f of %,d"
                                .formatted(
                                        view.getValue().get("rocAuc").asDouble(),
                                        view.getValue().get("rows").asLong())));
    }

    /** A row of a Markdown table. */
    private static void print(String task, String peer, String measured) {
        System.out.printf(Locale.ROOT, "| %s | %s | %s |%n", task, measured, peer);
    }
}
