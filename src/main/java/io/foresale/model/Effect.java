package io.foresale.model;

/**
 * What one column does to a score.
 *
 * @param feature the column
 * @param logOdds by how much it moves the logarithm of the odds, against the average of the examples learned from; above 0
 *     it speaks for buying
 */
public record Effect(String feature, double logOdds) {}
