package io.foresale.domain;

/** One object with one content: what an event, a manifest or a provenance names. */
public record ObjectRef(ObjectKey key, ETag eTag) {}
