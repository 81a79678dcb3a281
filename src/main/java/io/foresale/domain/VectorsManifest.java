package io.foresale.domain;

import java.util.List;
import java.util.Map;

/**
 * The vectors of one clean part's texts after {@code embed}.
 *
 * @param clean the clean part's manifest
 * @param model the embedding model; the empty string where the part has no text
 * @param vectors Parquet objects {@code (hash, vector)} that together hold every distinct text of the part
 * @param counts texts (distinct), and failed texts
 */
public record VectorsManifest(
        DatasetName dataset,
        ObjectRef clean,
        String model,
        int dimensions,
        List<ObjectRef> vectors,
        Map<String, Long> counts) {}
