package io.foresale.score;

import io.foresale.domain.Column;
import io.foresale.domain.Schema;
import io.foresale.model.Examples;
import io.foresale.model.Examples.Feature;
import java.util.Arrays;
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
        List<List<String>> ignored) {

    /** The shoppers as a model sees them. */
    Examples examples(Schema schema, TextReader.Read read) {
        return new Examples(
                count, schema.features().stream().map(c -> feature(c, read)).toList());
    }

    private Feature feature(Column column, TextReader.Read read) {
        var name = column.name();
        return switch (column.role()) {
            case SIMILARITY -> new Feature.Numbers(name, numbers.get(name), true);
            case INTENT -> new Feature.Numbers(name, intents(texts.get(Schema.textOf(name)), read), true);
            case NUMERIC, BOOLEAN -> new Feature.Numbers(name, numbers.get(name));
            case CATEGORICAL -> new Feature.Levels(name, levels.get(name));
            case TEXT -> new Feature.Vectors(name, read.dimensions(), vectors(texts.get(name), read));
            case LABEL, ID, TIME, DROP -> throw new IllegalArgumentException(name + " is no feature");
        };
    }

    private static double[] intents(String[] texts, TextReader.Read read) {
        return Arrays.stream(texts)
                .mapToDouble(text -> read.intents().getOrDefault(text, Double.NaN))
                .toArray();
    }

    private static float[][] vectors(String[] texts, TextReader.Read read) {
        return Arrays.stream(texts)
                .map(text -> read.vectors().getOrDefault(text, new float[0]))
                .toArray(float[][]::new);
    }
}
