package io.foresale.bench;

import io.foresale.adapter.directory.DirectoryStore;
import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.adapter.json.JsonDocuments;
import io.foresale.bucket.Datasets;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Results;
import io.foresale.bucket.Runs;
import io.foresale.bucket.Staging;
import io.foresale.domain.CleanManifest;
import io.foresale.domain.CurrentFeatures;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetName;
import io.foresale.domain.EventsConfig;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.Question;
import io.foresale.domain.Schema;
import io.foresale.domain.VectorsManifest;
import io.foresale.fuse.FuseEventsStep;
import io.foresale.fuse.FuseStep;
import io.foresale.fuse.Sampling;
import io.foresale.port.TableEngine;
import io.foresale.table.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fuses the log that {@link IngestBenchmark} took in, in a fresh process and without texts: {@code all SCRATCH} asks every
 * question as the app does, {@code once SCRATCH} at the last cut-off and as of now only; {@code who SCRATCH} asks that one at the last cut-off and as of now, of every user; {@code duckdb
 * SCRATCH} makes the columns of who at the same two moments with one statement written by hand, which knows the log. Prints
 * {@link Cost} and at how many moments shoppers were asked about.
 */
public final class FuseBenchmark {

    private static final DatasetName LOG = IngestBenchmark.DATASET;

    /** As the app has them. */
    private static final Sampling USUAL = new Sampling(200_000, 100_000, 10, 7);

    private static final Sampling EVERYONE = new Sampling(Integer.MAX_VALUE, 0, 1, 7);
    private static final int LOOK_BACK = 28;
    private static final int HORIZON = 7;

    private final TableEngine engine;
    private final Manifests manifests;
    private final Datasets datasets;
    private final Staging staging;
    private final Runs runs;

    private FuseBenchmark(Path scratch) {
        var store = new DirectoryStore(scratch.resolve("bucket"));
        this.engine = new DuckDbEngine(scratch, "1GiB", Runtime.getRuntime().availableProcessors());
        this.manifests = new Manifests(store, new JsonDocuments());
        this.datasets = new Datasets(store, manifests);
        this.staging = new Staging(store);
        this.runs = new Runs(store, manifests, _ -> {}, InstantSource.system());
    }

    public static void main(String[] args) throws IOException {
        var benchmark = new FuseBenchmark(Path.of(args[1]));
        Cost.Work work =
                switch (args[0]) {
                    case "all" -> benchmark.fuse(DatasetConfig.none(), USUAL);
                    case "once" -> benchmark.fuse(benchmark.once(List.of()), USUAL);
                    case "who" -> benchmark.fuse(benchmark.once(List.of(Question.WHO)), EVERYONE);
                    case "duckdb" -> benchmark::byHand;
                    default -> throw new IllegalArgumentException("all, once, who or duckdb, not " + args[0]);
                };
        System.out.println(Cost.of(work) + " " + (args[0].equals("all") ? benchmark.moments() : 2));
    }

    private CleanManifest clean() {
        return clean(DatasetConfig.none()).orElseThrow();
    }

    private Optional<CleanManifest> clean(DatasetConfig config) {
        var upload = datasets.uploadRefs(LOG).getFirst();
        return manifests
                .find(Results.clean(LOG, upload, schema(), config), CleanManifest.class)
                .map(Manifests.Stored::value);
    }

    private Schema schema() {
        return datasets.inferred(LOG).orElseThrow().schema();
    }

    /** As if the log had been taken in under this configuration, and had no texts. */
    private Cost.Work fuse(DatasetConfig config, Sampling sampling) {
        var clean = clean();
        manifests.overwrite(Keys.config(LOG), config);
        var part = manifests.publish(Results.clean(LOG, clean.source(), schema(), config), clean);
        var model = clean.embeddingModel(schema());
        manifests.publish(
                Results.vectors(LOG, part, model, Optional.empty()),
                new VectorsManifest(LOG, part, model, 0, List.of(), Map.of()));
        var events = new FuseEventsStep(datasets, manifests, staging, runs, engine, sampling);
        var step = new FuseStep(datasets, manifests, staging, runs, engine, events);
        return () -> step.fuse(LOG).manifest().orElseThrow();
    }

    private Instant last() {
        return Instant.parse(clean().lastTime().orElseThrow()).truncatedTo(ChronoUnit.SECONDS);
    }

    private DatasetConfig once(List<Question> questions) {
        var events = new EventsConfig(
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.of(LOOK_BACK),
                List.of(last().minus(Duration.ofDays(HORIZON))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                questions);
        return new DatasetConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(HORIZON),
                List.of(),
                Optional.of(events));
    }

    /** The cut-offs, and the present. */
    private long moments() {
        return 1
                + manifests
                        .find(Keys.currentFeatures(LOG, Question.WHO), CurrentFeatures.class)
                        .map(current ->
                                manifests.require(current.value().manifest().key(), FeaturesManifest.class))
                        .flatMap(FeaturesManifest::events)
                        .map(events -> events.cutoffs().size())
                        .orElse(0);
    }

    private void byHand() throws IOException {
        for (var moment : List.of(last().minus(Duration.ofDays(HORIZON)), last())) {
            try (var session = engine.open();
                    var sql = FuseBenchmark.class.getResourceAsStream("who.sql")) {
                var files = staging.fetchAll(clean().rows(), session.directory());
                session.run(new String(sql.readAllBytes(), StandardCharsets.UTF_8)
                        .replace("${events}", Sql.parquet(files))
                        .replace("${t}", String.valueOf(moment.getEpochSecond() * 1_000_000)));
                session.run("COPY (FROM computed ORDER BY user_id) TO %s (FORMAT parquet, COMPRESSION zstd)"
                        .formatted(Sql.text(session.directory().resolve("who.parquet"))));
            }
        }
    }
}
