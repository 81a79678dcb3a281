package io.foresale.domain;

import java.time.Instant;

/**
 * The pointer to the feature table of a question that speaks of the uploads there are now.
 *
 * @param manifest of the table
 * @param asOf the moment its as-of-now features speak of
 */
public record CurrentFeatures(ObjectRef manifest, Instant asOf) {}
