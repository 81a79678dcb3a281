package io.foresale.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foresale.adapter.directory.DirectoryStore;
import io.foresale.adapter.json.JsonDocuments;
import io.foresale.adapter.onnx.EmbeddedModels;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.ModelCache;
import io.foresale.bucket.Models;
import io.foresale.domain.Column;
import io.foresale.domain.ModelName;
import io.foresale.domain.Schema;
import io.foresale.model.Examples;
import io.foresale.model.Examples.Feature;
import io.foresale.port.KeywordJudge;
import io.foresale.score.ScoreStep;
import io.foresale.score.TextReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * How long one shopper takes, without HTTP: {@code BUCKET MODEL SHOPPER.json} with a model that lies in the bucket. Prints
 * two medians in µs: the model's arithmetic (columns into numbers into a probability), and everything from the parsed
 * request to the answer.
 */
public final class ScoreBenchmark {

    private static final int ROUNDS = 31;
    private static final int SHOPPERS = 20_000;

    private ScoreBenchmark() {}

    public static void main(String[] args) throws IOException {
        var store = new DirectoryStore(Path.of(args[0]));
        var documents = new JsonDocuments();
        var clock = InstantSource.system();
        var models = new Models(store, new Manifests(store, documents), clock);
        var cache = new ModelCache(store, documents, models, Duration.ofSeconds(2), clock);
        var embeddings = new EmbeddedModels(Files.createTempDirectory("score-benchmark"), 1);
        var step =
                new ScoreStep(cache, new TextReader(embeddings, KeywordJudge.nobody(), Duration.ofSeconds(5)), 1_000);
        var name = new ModelName(args[1]);
        var shopper = new ObjectMapper()
                .readValue(Files.readAllBytes(Path.of(args[2])), new TypeReference<Map<String, Object>>() {});

        var model = cache.current(name);
        var full = model.bundle().full();
        var examples = examples(model.schema(), shopper);
        double arithmetic = medianMicros(() ->
                full.model().probability(full.preprocessing().bind(examples).encode(0)));
        double whole = medianMicros(
                () -> step.score(name, List.of(shopper)).scores().getFirst().probability());
        System.out.printf("%.2f %.2f%n", arithmetic, whole);
    }

    private static Examples examples(Schema schema, Map<String, Object> shopper) {
        return new Examples(
                1,
                schema.features().stream()
                        .map(column -> feature(column, shopper.get(column.name())))
                        .toList());
    }

    private static Feature feature(Column column, Object value) {
        return switch (column.role()) {
            case CATEGORICAL -> new Feature.Levels(column.name(), new String[] {value.toString()});
            case NUMERIC -> new Feature.Numbers(column.name(), new double[] {((Number) value).doubleValue()});
            case BOOLEAN -> new Feature.Numbers(column.name(), new double[] {value.equals(true) ? 1 : 0});
            case LABEL, ID, TIME, TEXT, SIMILARITY, INTENT, DROP ->
                throw new IllegalArgumentException(column + " is not for this");
        };
    }

    /** The first third of the rounds warms up. */
    private static double medianMicros(DoubleSupplier score) {
        var micros = new double[ROUNDS];
        double sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < SHOPPERS; i++) {
                sum += score.getAsDouble();
            }
            micros[round] = (System.nanoTime() - start) / 1e3 / SHOPPERS;
        }
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("a probability is no number");
        }
        var warm = Arrays.copyOfRange(micros, ROUNDS / 3, ROUNDS);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }
}
