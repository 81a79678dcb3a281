package io.foresale.bench;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.adapter.onnx.EmbeddedModels;
import io.foresale.table.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Embeds 1,000 reviews and some short texts, here and with LangChain4j's in-process API on the same weights, in turn in
 * one run:
 *
 * <pre>./mvnw -q test-compile exec:java -Dexec.mainClass=io.foresale.bench.EmbeddingBenchmark -Dexec.classpathScope=test</pre>
 */
public final class EmbeddingBenchmark {

    private static final String MODEL = "all-minilm-l6-v2-q";
    private static final int ROUNDS = 10;
    private static final int SHORT_TEXTS = 100;

    private EmbeddingBenchmark() {}

    public static void main(String[] args) throws IOException {
        var scratch = Files.createTempDirectory("embedding-benchmark");
        var reviews = reviews(scratch);
        var threads = Runtime.getRuntime().availableProcessors();
        System.out.printf("%d reviews, %d threads, %s%n", reviews.size(), threads, MODEL);

        var start = System.nanoTime();
        var ours = new EmbeddedModels(scratch, threads).model(MODEL);
        ours.embed(List.of("load"));
        System.out.printf(Locale.ROOT, "load: Foresale %.0f ms, ", millis(start));
        start = System.nanoTime();
        var theirs = langChain4j(scratch);
        theirs.embed("load");
        System.out.printf(Locale.ROOT, "LangChain4j %.0f ms%n", millis(start));

        var here = new Figures("Foresale", ours::embed);
        var there = new Figures(
                "LangChain4j",
                texts -> theirs.embedAll(texts.stream().map(TextSegment::from).toList()));
        var some = reviews.size() / ROUNDS;
        for (int round = 0; round < ROUNDS; round++) {
            var block = reviews.subList(round * some, (round + 1) * some);
            here.measure(block);
            there.measure(block);
        }
        here.print();
        there.print();
    }

    /** One side's figures; medians, since the machine may have other work. */
    private record Figures(
            String name, Consumer<List<String>> embed, List<Double> perSecond, List<Double> millisShort) {

        Figures(String name, Consumer<List<String>> embed) {
            this(name, embed, new ArrayList<>(), new ArrayList<>());
        }

        void measure(List<String> reviews) {
            var start = System.nanoTime();
            embed.accept(reviews);
            perSecond.add(reviews.size() * 1000 / millis(start));
            start = System.nanoTime();
            for (int i = 0; i < SHORT_TEXTS; i++) {
                embed.accept(List.of("red summer dress " + i));
            }
            millisShort.add(millis(start) / SHORT_TEXTS);
        }

        void print() {
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %6.1f reviews/s, %5.2f ms a short text%n",
                    name,
                    median(perSecond),
                    median(millisShort));
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
        }
    }

    private static EmbeddingModel langChain4j(Path scratch) throws IOException {
        return new OnnxEmbeddingModel(
                copy("/" + MODEL + ".onnx", scratch), copy("/" + MODEL + "-tokenizer.json", scratch), PoolingMode.MEAN);
    }

    private static Path copy(String resource, Path scratch) throws IOException {
        try (var content = EmbeddingBenchmark.class.getResourceAsStream(resource)) {
            var file = scratch.resolve(resource.substring(1));
            Files.copy(content, file);
            return file;
        }
    }

    /** Every so manieth review of the clothing data set, 1,000 in all. */
    private static List<String> reviews(Path scratch) throws IOException {
        var file = "womens_clothing_reviews.csv.gz";
        try (var session = new DuckDbEngine(scratch, "1GiB", 1).open()) {
            var local = session.directory().resolve(file);
            Files.copy(Path.of(System.getProperty("foresale.data", "../shared/data"), file), local);
            return session.query(
                    row -> row.text(0),
                    "SELECT \"Review Text\" FROM read_csv(" + Sql.text(local)
                            + ") WHERE \"Review Text\" IS NOT NULL QUALIFY row_number() OVER () % 22 = 0 LIMIT 1000");
        }
    }

    private static double millis(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
