package io.foresale.score;

import io.foresale.domain.ForesaleException;
import io.foresale.domain.Schema;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModel.Outcome;
import io.foresale.port.EmbeddingModels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Embeds the texts of a request, each distinct one once, and goes without those it cannot have in time. */
final class TextEmbedder {

    /** Calls at a time, also those that nobody waits for any more: work that was given up does not pile up beyond them. */
    static final int MOST_CALLS = 32;

    private final EmbeddingModels models;
    private final Duration timeout;
    private final Semaphore calls = new Semaphore(MOST_CALLS);

    TextEmbedder(EmbeddingModels models, Duration timeout) {
        this.models = models;
        this.timeout = timeout;
    }

    /**
     * What became of the texts.
     *
     * @param vectors by text
     * @param failures why a text has no vector, by text
     * @param dimensions of the vectors
     */
    record Embedded(Map<String, float[]> vectors, Map<String, String> failures, int dimensions) {}

    Embedded embed(Schema schema, Map<String, String[]> texts) {
        var distinct = new LinkedHashSet<String>();
        texts.values().forEach(column -> distinct.addAll(List.of(column)));
        distinct.remove("");
        if (distinct.isEmpty() || schema.embeddingModel().isEmpty()) {
            return new Embedded(Map.of(), Map.of(), 0);
        }
        var list = new ArrayList<>(distinct);
        try {
            return embed(models.model(schema.embeddingModel().get()), list);
        } catch (ForesaleException e) {
            return allFailed(list, e.getMessage());
        }
    }

    private Embedded embed(EmbeddingModel model, List<String> texts) {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            if (!calls.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return allFailed(texts, "the embedding model is still busy with earlier requests");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return allFailed(texts, "interrupted");
        }
        return call(model, texts, end);
    }

    private Embedded call(EmbeddingModel model, List<String> texts, long end) {
        var task = new FutureTask<>(() -> {
            try {
                return model.embedWords(texts);
            } finally {
                calls.release();
            }
        });
        var thread = Thread.ofVirtual().name("embed").start(task);
        try {
            return sorted(model, texts, task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            thread.interrupt();
            return allFailed(texts, "no answer from the embedding model within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            return allFailed(texts, String.valueOf(e.getCause().getMessage()));
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return allFailed(texts, "interrupted");
        }
    }

    private static Embedded sorted(EmbeddingModel model, List<String> texts, List<Outcome> outcomes) {
        var vectors = new HashMap<String, float[]>();
        var failures = new HashMap<String, String>();
        for (int i = 0; i < texts.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Embedded(float[] vector) -> vectors.put(texts.get(i), vector);
                case Outcome.Failed(String reason) -> failures.put(texts.get(i), reason);
                case Outcome.Unreached(String reason) -> failures.put(texts.get(i), reason);
            }
        }
        return new Embedded(vectors, failures, model.dimensions());
    }

    private static Embedded allFailed(List<String> texts, String reason) {
        var failures = new HashMap<String, String>();
        texts.forEach(text -> failures.put(text, reason));
        return new Embedded(Map.of(), failures, 0);
    }
}
