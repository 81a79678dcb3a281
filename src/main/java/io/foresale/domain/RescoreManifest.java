package io.foresale.domain;

/**
 * A feature table that is scored by a version trained before it, because it was not worth training again.
 *
 * @param reason why it was not
 */
public record RescoreManifest(ModelName model, Digest version, ObjectRef features, String reason) {}
