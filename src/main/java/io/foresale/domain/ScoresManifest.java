package io.foresale.domain;

import java.util.Map;

/**
 * The scores of many shoppers.
 *
 * @param source the feature table or the request's file
 * @param objects by name: {@code parquet}, {@code csv}, and {@code rejects} where lines were refused
 * @param counts scored, rejected
 */
public record ScoresManifest(
        ModelName model, Digest version, ObjectRef source, Map<String, ObjectRef> objects, Map<String, Long> counts) {}
