package io.foresale.model;

/**
 * The weights of a published version: what answers, and what answers when a text cannot be embedded.
 *
 * @param full over all columns
 * @param behaviour over all columns that are no text
 */
public record ModelBundle(FittedModel full, FittedModel behaviour) {}
