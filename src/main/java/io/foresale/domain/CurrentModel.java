package io.foresale.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * The pointer to the version of a model that answers.
 *
 * @param manifest of the version
 * @param since when it took over
 * @param previous the version before
 */
public record CurrentModel(Digest version, ObjectRef manifest, Instant since, Optional<Digest> previous) {}
