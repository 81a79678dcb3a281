package io.foresale.wiring;

import io.foresale.adapter.console.ConsoleProgress;
import io.foresale.adapter.console.ConsoleReport;
import io.foresale.adapter.console.Terminal;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Models;
import io.foresale.bucket.Runs;
import io.foresale.config.ForesaleConfig;
import io.foresale.demo.EventLog;
import io.foresale.demo.Language;
import io.foresale.demo.Shop;
import io.foresale.domain.CurrentModel;
import io.foresale.domain.DatasetName;
import io.foresale.domain.Problem;
import io.foresale.domain.Question;
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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Shows what Foresale does: puts the log of a made-up shop into the bucket, lets the functions work, and reports. */
@Singleton
public class DemoRun {

    private static final DatasetName DATASET = new DatasetName("demo");
    private static final String VISIT =
            "{\"events\": [{\"event_type\": \"search\", \"query\": \"buy a warm scarf, delivery"
                    + " tomorrow\"}, {\"event_type\": \"view\", \"product_id\": \"P1\", \"price\": 39.9},"
                    + " {\"event_type\": \"add_to_cart\", \"product_id\": \"P1\", \"price\": 39.9}]}";
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
        var shopper = upload();
        awaitQuiet();
        console.print(report(shopper));
    }

    /** Puts the log into the bucket, where it is not there yet; the answer is the known shopper who bought last. */
    private String upload() {
        var last = new String[] {""};
        try {
            var file = Files.createTempFile("foresale-demo", ".csv");
            try (var out = Files.newOutputStream(file);
                    var log = EventLog.csv(out)) {
                Shop.ofEvents(config.demo().seed(), config.demo().events(), Language.ENGLISH)
                        .play(event -> {
                            log.accept(event);
                            event.by().user().filter(_ -> event.isPurchase()).ifPresent(user -> last[0] = user);
                        });
            }
            store.put(Keys.upload(DATASET, "log.csv"), new Content.File(file), new Condition.IfAbsent());
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return last[0];
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

    private String report(String shopper) {
        var tables = Arrays.stream(Question.values())
                .flatMap(question -> models.current(question.model(DATASET)).stream())
                .map(this::tables)
                .collect(Collectors.joining("\n"));
        return tables.isEmpty() ? failure() : tables + whatNext(shopper);
    }

    private String tables(CurrentModel current) {
        var version = models.manifest(current.manifest().key());
        var tables = new EvaluationTables(models.part(version, "metrics", Evaluation.class));
        var report = new ConsoleReport(terminal);
        var measures = "\n" + report.text(tables.title(), tables.measures());
        return tables.hasDifferences()
                ? measures + "\n" + report.text("What the texts are worth", tables.differences())
                : measures;
    }

    private String whatNext(String shopper) {
        return """

                Scores of everyone: %1$s
                Products for everyone: %2$s
                Drop your own log or table into %3$s, or
                  curl -T file.csv %4$s/datasets/my-shop/uploads/file.csv

                How likely is this shopper to buy, and what? (the service goes on answering; Ctrl-C ends it)
                  curl -s %4$s/datasets/demo/users/%5$s/score
                  curl -s '%4$s/datasets/demo/users/%5$s/products?limit=3'

                And will this visit end in a purchase?
                  curl -s %4$s/models/demo-session/score -H 'Content-Type: application/json' -d '%6$s'
                """.formatted(
                        BucketAdapter.place(config, "scores/demo-who/everyone"),
                        BucketAdapter.place(config, "scores/demo-what/everyone"),
                        BucketAdapter.place(config, "raw/my-shop"),
                        address,
                        shopper,
                        VISIT);
    }

    private String failure() {
        return runs.of(DATASET, 10).stream()
                .filter(run -> run.state() == RunRecord.State.FAILED)
                .findFirst()
                .flatMap(RunRecord::problem)
                .map(Problem::sentence)
                .map(sentence -> "The demo failed: " + sentence)
                .orElse("The demo has no model yet: look at " + address + "/datasets/demo/runs");
    }
}
