package io.foresale.score;

import io.foresale.domain.ForesaleException;
import io.foresale.domain.Schema;
import io.foresale.port.EmbeddingModels;
import io.foresale.port.IntentModels;
import io.foresale.port.Judgement;
import io.foresale.port.TextModel.Meter;
import io.foresale.score.TimedCalls.Pending;
import io.foresale.score.TimedCalls.Told;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Has the texts of a request embedded, and judged where the model learned from judgements; each distinct text once, both at
 * the same time.
 */
public final class TextReader {

    private final EmbeddingModels models;
    private final IntentModels judges;
    private final TimedCalls embeddings;
    private final TimedCalls judgements;

    /**
     * Makes a reader.
     *
     * @param timeout after which an answer does without the texts
     */
    public TextReader(EmbeddingModels models, IntentModels judges, Duration timeout) {
        this.models = models;
        this.judges = judges;
        this.embeddings = new TimedCalls("embedding model", timeout);
        this.judgements = new TimedCalls("intent model", timeout);
    }

    /**
     * What is known of the texts.
     *
     * @param vectors by text
     * @param dimensions of the vectors
     * @param intents by text; one that the model declined to judge has none, as where it was learned from
     * @param failures why a text cannot be read now as those were that the model learned from, by text
     * @param refused those of them that the model declines to embed, whenever it is asked
     */
    record Read(
            Map<String, float[]> vectors,
            int dimensions,
            Map<String, Double> intents,
            Map<String, String> failures,
            Set<String> refused) {}

    Read read(Schema schema, Map<String, String[]> texts) {
        var distinct = new LinkedHashSet<String>();
        texts.values().forEach(column -> distinct.addAll(List.of(column)));
        distinct.remove("");
        if (distinct.isEmpty() || schema.embeddingModel().isEmpty()) {
            return new Read(Map.of(), 0, Map.of(), Map.of(), Set.of());
        }
        var list = List.copyOf(distinct);
        var judging = judging(schema, list);
        return embedded(schema.embeddingModel().get(), list, judging);
    }

    private Pending<Judgement> judging(Schema schema, List<String> texts) {
        if (schema.intentModel().isEmpty()) {
            return Told::nothing;
        }
        try {
            var judge = judges.model(schema.intentModel().get());
            return judgements.begin(texts, some -> judge.answers(some, Meter.FREE));
        } catch (ForesaleException e) {
            return () -> Told.unreached(texts, e.getMessage());
        }
    }

    private Read embedded(String id, List<String> texts, Pending<Judgement> judging) {
        var failures = new HashMap<String, String>();
        var vectors = Map.<String, float[]>of();
        var refused = Set.<String>of();
        int dimensions = 0;
        try {
            var model = models.model(id);
            var embedded = embeddings.begin(texts, model::embedWords).told();
            failures.putAll(embedded.failed());
            refused = embedded.failed().keySet();
            failures.putAll(embedded.unreached());
            vectors = embedded.answers();
            dimensions = vectors.isEmpty() ? 0 : model.dimensions();
        } catch (ForesaleException e) {
            texts.forEach(text -> failures.put(text, e.getMessage()));
        }
        var judged = judging.told();
        judged.unreached().forEach(failures::putIfAbsent);
        return new Read(vectors, dimensions, intents(judged.answers()), failures, refused);
    }

    private static Map<String, Double> intents(Map<String, Judgement> judgements) {
        var intents = new HashMap<String, Double>();
        judgements.forEach((text, judgement) -> {
            if (judgement instanceof Judgement.Intent(double value)) {
                intents.put(text, value);
            }
        });
        return intents;
    }
}
