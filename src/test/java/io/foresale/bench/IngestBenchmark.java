package io.foresale.bench;

import io.foresale.adapter.directory.DirectoryStore;
import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.adapter.json.JsonDocuments;
import io.foresale.adapter.onnx.EmbeddedModels;
import io.foresale.adapter.upload.PlainUploads;
import io.foresale.bucket.Datasets;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Runs;
import io.foresale.bucket.Staging;
import io.foresale.domain.DatasetName;
import io.foresale.events.LogRecognition;
import io.foresale.ingest.CleanStep;
import io.foresale.ingest.IngestStep;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.port.TableEngine;
import io.foresale.table.SchemaInference;
import io.foresale.table.Sql;
import io.foresale.table.TableLimits;
import io.foresale.table.TableLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Takes in a file once, in a fresh process, as a function does: {@code foresale FILE SCRATCH} with everything that ingest
 * does, from the object in the bucket {@code SCRATCH/bucket} to the manifest; {@code duckdb FILE SCRATCH} the flat table of
 * {@link BenchmarkTables}, with one statement written by hand that knows the schema. Prints {@link Cost}.
 */
public final class IngestBenchmark {

    static final DatasetName DATASET = new DatasetName("measured");

    private static final String BY_HAND = """
            COPY (SELECT * FROM read_csv(%s, header = true, store_rejects = true, columns = {
                'shopper_id': 'VARCHAR', 'last_visit': 'TIMESTAMP', 'visits': 'DOUBLE', 'product_pages': 'DOUBLE',
                'cart_adds': 'DOUBLE', 'spent_eur': 'DOUBLE', 'device': 'VARCHAR', 'country': 'VARCHAR',
                'purchased': 'BOOLEAN'}))
            TO %s (FORMAT parquet, COMPRESSION zstd)
            """;

    private IngestBenchmark() {}

    public static void main(String[] args) throws IOException {
        var scratch = Path.of(args[2]);
        var engine = new DuckDbEngine(scratch, "1GiB", Runtime.getRuntime().availableProcessors());
        Cost.Work work =
                switch (args[0]) {
                    case "foresale" -> foresale(Path.of(args[1]), scratch.resolve("bucket"), engine);
                    case "duckdb" -> byHand(Path.of(args[1]), engine);
                    default -> throw new IllegalArgumentException("foresale or duckdb, not " + args[0]);
                };
        System.out.println(Cost.of(work));
    }

    private static Cost.Work foresale(Path file, Path bucket, TableEngine engine) throws IOException {
        var store = new DirectoryStore(Files.createDirectories(bucket));
        var manifests = new Manifests(store, new JsonDocuments());
        var datasets = new Datasets(store, manifests);
        var limits = TableLimits.DEFAULT;
        var inference = new SchemaInference(limits, new EmbeddedModels(bucket.resolveSibling("native"), 1));
        var loader = new TableLoader(new PlainUploads(1L << 40), limits);
        var clean = new CleanStep(
                datasets,
                manifests,
                new Staging(store),
                engine,
                loader,
                inference,
                new LogRecognition(InstantSource.system()));
        var runs = new Runs(store, manifests, _ -> {}, InstantSource.system());
        var step = new IngestStep(datasets, manifests, runs, clean);
        var key = Keys.upload(DATASET, file.getFileName().toString());
        store.put(key, new Content.File(file), new Condition.IfAbsent());
        var upload = datasets.uploadRefs(DATASET).getFirst();
        return () -> step.upload(upload).manifest().orElseThrow();
    }

    private static Cost.Work byHand(Path file, TableEngine engine) throws IOException {
        var session = engine.open();
        var local = Files.copy(file, session.directory().resolve("flat.csv"));
        return () -> {
            try (session) {
                session.run(BY_HAND.formatted(
                        Sql.text(local), Sql.text(session.directory().resolve("flat.parquet"))));
            }
        };
    }
}
