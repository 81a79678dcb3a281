package io.foresale.wiring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foresale.adapter.console.ConsoleProgress;
import io.foresale.adapter.console.ConsoleReport;
import io.foresale.adapter.console.Terminal;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Models;
import io.foresale.bucket.Runs;
import io.foresale.config.ForesaleConfig;
import io.foresale.demo.DemoShop;
import io.foresale.demo.Language;
import io.foresale.demo.Shopper;
import io.foresale.domain.CurrentModel;
import io.foresale.domain.DatasetName;
import io.foresale.domain.ModelName;
import io.foresale.domain.RunRecord;
import io.foresale.port.ObjectStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.train.Evaluation;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Shows what Foresale does: puts a made-up shop into the bucket, lets the functions work, and reports what came of it. */
@Singleton
public class DemoRun {

    private static final DatasetName DATASET = new DatasetName("demo");
    private static final ModelName MODEL = new ModelName("demo");
    private static final int AFTER_RUNNER = Integer.MAX_VALUE;
    private static final int QUIET_LOOKS = 10;

    private final ForesaleConfig config;
    private final ObjectStore store;
    private final LocalRunner runner;
    private final Models models;
    private final Runs runs;
    private final ConsoleProgress console;
    private final Terminal terminal;
    private final String address;

    DemoRun(
            ForesaleConfig config,
            ObjectStore store,
            LocalRunner runner,
            Models models,
            Runs runs,
            ConsoleProgress console,
            Terminal terminal,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.config = config;
        this.store = store;
        this.runner = runner;
        this.models = models;
        this.runs = runs;
        this.console = console;
        this.terminal = terminal;
        this.address = "http://" + host + ":" + port;
    }

    void start(@Observes @Priority(AFTER_RUNNER) StartupEvent event) {
        if (config.demo().enabled()) {
            Thread.ofPlatform().daemon().name("demo").start(this::run);
        }
    }

    private void run() {
        var shop = new DemoShop(config.demo().seed(), config.demo().rows(), Language.ENGLISH);
        upload(shop);
        awaitQuiet();
        var current = models.current(MODEL);
        console.print(current.map(model -> report(model, shop)).orElseGet(this::failure));
    }

    private void upload(DemoShop shop) {
        try {
            var csv = new StringBuilder();
            shop.write(csv);
            var bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
            store.put(Keys.upload(DATASET, "shoppers.csv"), new Content.Bytes(bytes), new Condition.IfAbsent());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the functions have had nothing to do for a second. */
    private void awaitQuiet() {
        try {
            for (int quiet = 0; quiet < QUIET_LOOKS; quiet = runner.idle() ? quiet + 1 : 0) {
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String report(CurrentModel current, DemoShop shop) {
        var version = models.manifest(current.manifest().key());
        var evaluation = models.part(version, "metrics", Evaluation.class);
        var tables = new EvaluationTables(evaluation);
        var report = new ConsoleReport(terminal);
        return """

                %s
                %sScores of everyone: %s
                Drop your own file into %s, or
                  curl -T file.csv %s/datasets/my-shop/uploads/file.csv

                How likely is this shopper to buy? (the service goes on answering; Ctrl-C ends it)
                  curl -s %s/models/demo/score -H 'Content-Type: application/json' -d '%s'
                """.formatted(
                report.text(tables.title(), tables.measures()),
                tables.hasDifferences() ? report.text("What the texts are worth", tables.differences()) + "\n" : "\n",
                config.bucket().directory().resolve("scores/demo/everyone"),
                config.bucket().directory().resolve("raw/my-shop/"),
                address,
                address,
                question(shop));
    }

    private String failure() {
        return runs.of(DATASET, 10).stream()
                .filter(run -> run.state() == RunRecord.State.FAILED)
                .findFirst()
                .flatMap(RunRecord::problem)
                .map(problem -> "The demo failed: " + problem.sentence())
                .orElse("The demo has no model yet: look at " + address + "/datasets/demo/runs");
    }

    /** A shopper of the demo as JSON that a shell takes in single quotes. */
    private static String question(DemoShop shop) {
        var shopper = shop.shoppers().stream()
                .filter(s -> s.lastMessage().isPresent() && s.lastSearch().isPresent())
                .findFirst()
                .orElseThrow();
        try {
            return new ObjectMapper().writeValueAsString(columns(shopper)).replace("'", "\\u0027");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LinkedHashMap<String, Object> columns(Shopper shopper) {
        var columns = new LinkedHashMap<String, Object>();
        columns.put("shopper_id", shopper.id());
        columns.put("visits_28d", shopper.visits());
        columns.put("product_pages", shopper.productPages());
        columns.put("cart_adds", shopper.cartAdds());
        shopper.device().ifPresent(device -> columns.put("device", device));
        columns.put("country", shopper.country());
        columns.put("channel", shopper.channel());
        columns.put("newsletter", shopper.newsletter());
        shopper.lastSearch().ifPresent(search -> columns.put("last_search", search));
        shopper.lastMessage().ifPresent(message -> columns.put("last_message", message));
        return columns;
    }
}
