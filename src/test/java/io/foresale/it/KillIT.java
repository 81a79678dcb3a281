package io.foresale.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.demo.DemoShop;
import io.foresale.demo.Language;
import io.foresale.table.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Killing the process at any stage and starting again ends where an undisturbed run ends. */
@TestInstance(Lifecycle.PER_CLASS)
class KillIT {

    private static final Duration LONGEST = Duration.ofSeconds(120);
    private static final String RUNNING = "\"running\"";

    @TempDir
    static Path directory;

    private Map<String, String> undisturbed;

    @BeforeAll
    void runUndisturbed() throws IOException {
        var bucket = bucketWithUpload("undisturbed");
        try (var app = PackagedApp.start(bucket)) {
            awaitScores(app, bucket);
        }
        undisturbed = results(bucket);
        assertThat(undisturbed.keySet()).anyMatch(k -> k.startsWith("models/")).anyMatch(k -> k.startsWith("scores/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "embed", "fuse", "train", "score-batch"})
    void aKillDuringAStageChangesNoResult(String stage) throws IOException {
        var bucket = bucketWithUpload(stage);
        var app = PackagedApp.start(bucket);
        app.await("a run of " + stage, LONGEST, () -> started(bucket, stage));
        app.kill();
        try (var again = PackagedApp.start(bucket)) {
            awaitScores(again, bucket);
        }
        assertThat(results(bucket)).isEqualTo(undisturbed);
        assertThat(runs(bucket)).noneMatch(run -> run.contains(RUNNING));
    }

    private Path bucketWithUpload(String name) throws IOException {
        var bucket = directory.resolve(name);
        var upload = Files.createDirectories(bucket.resolve("raw/shop")).resolve("shoppers.csv");
        try (var out = Files.newBufferedWriter(upload)) {
            new DemoShop(3, 150, Language.ENGLISH).write(out);
        }
        return bucket;
    }

    private static void awaitScores(PackagedApp app, Path bucket) {
        app.await("the scores of everyone", LONGEST, () -> Buckets.files(bucket, "scores").stream()
                .anyMatch(f -> f.endsWith("manifest.json")));
        app.await("the end of all runs", LONGEST, () -> runs(bucket).stream().noneMatch(run -> run.contains(RUNNING)));
    }

    private static boolean started(Path bucket, String stage) {
        return Buckets.files(bucket, "runs").stream()
                .anyMatch(f -> f.getFileName().toString().contains("-" + stage + "-"));
    }

    private static List<String> runs(Path bucket) {
        return Buckets.files(bucket, "runs").stream().map(Buckets::read).toList();
    }

    /** Manifests as they are, tables by their rows; run records, and when a model took over, may differ. */
    private static Map<String, String> results(Path bucket) {
        var results = new TreeMap<String, String>();
        for (var prefix : List.of("clean", "rejects", "vectors", "features", "models", "scores")) {
            for (var file : Buckets.files(bucket, prefix)) {
                if (!file.endsWith("current.json")) {
                    results.put(bucket.relativize(file).toString(), content(file));
                }
            }
        }
        return results;
    }

    private static String content(Path file) {
        return file.toString().endsWith(".parquet") ? rows(file) : Buckets.read(file);
    }

    private static String rows(Path file) {
        try (var session = new DuckDbEngine(Files.createTempDirectory("rows"), "1GiB", 2).open()) {
            var copy = Files.copy(file, session.directory().resolve("rows.parquet"));
            return session
                    .query(row -> row.text(0), "SELECT r::VARCHAR FROM read_parquet(" + Sql.text(copy) + ") r")
                    .stream()
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
