package io.foresale.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The vectors of one clean part's texts after {@code embed}.
 *
 * @param clean the clean part's manifest
 * @param model the embedding model; the empty string where the part has no text
 * @param vectors Parquet objects {@code (hash, vector)} that together hold every distinct text of the part
 * @param counts texts (distinct), and failed texts
 * @param intents what a model said of the intent in the texts, where one was asked
 */
public record VectorsManifest(
        DatasetName dataset,
        ObjectRef clean,
        String model,
        int dimensions,
        List<ObjectRef> vectors,
        Map<String, Long> counts,
        Optional<Intents> intents) {

    /** Where no model was asked for intents. */
    public VectorsManifest(
            DatasetName dataset,
            ObjectRef clean,
            String model,
            int dimensions,
            List<ObjectRef> vectors,
            Map<String, Long> counts) {
        this(dataset, clean, model, dimensions, vectors, counts, Optional.empty());
    }

    /** Texts without a vector and texts without an intent, together. */
    public long failed() {
        return failed(counts) + intents.map(judged -> failed(judged.counts())).orElse(0L);
    }

    private static long failed(Map<String, Long> counts) {
        return counts.getOrDefault("failed", 0L);
    }

    /**
     * The intents in a part's texts.
     *
     * @param model that judged
     * @param objects Parquet objects {@code (hash, intent, reason)}, with the reason where a text has no intent
     * @param counts texts (distinct), and failed texts, which have no intent
     */
    public record Intents(String model, List<ObjectRef> objects, Map<String, Long> counts) {}
}
