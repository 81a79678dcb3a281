package io.foresale.score;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was sent about some shoppers, read by a model's schema; every list has one entry a shopper.
 *
 * @param numbers by column, NaN where missing; booleans as 0 and 1
 * @param levels by column, the empty string where missing
 * @param texts by column, the empty string where missing
 * @param ids the value of the id column
 * @param ignored what was sent and is no feature
 */
record Shoppers(
        int count,
        Map<String, double[]> numbers,
        Map<String, String[]> levels,
        Map<String, String[]> texts,
        List<Optional<String>> ids,
        List<List<String>> ignored) {}
