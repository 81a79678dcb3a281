package io.foresale.domain;

/**
 * Stands beside the vectors of a clean part some of whose texts a model had no answer to.
 *
 * @param settings of the models when they were asked, as far as others may lead to an answer
 */
public record Unanswered(String settings) {}
