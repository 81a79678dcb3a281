package io.foresale.events;

import io.foresale.domain.Column;
import io.foresale.domain.Question;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.model.Examples;
import io.foresale.model.Examples.Feature;
import io.foresale.port.TableEngine.Row;
import io.foresale.port.TableEngine.Session;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The features of some examples, all of them in memory and joined there: for the engine, to plan the join of so many columns
 * takes longer than to make all of them.
 */
public final class JoinedFeatures {

    private final List<String> keys;
    private final List<List<String>> examples;
    private final Map<List<String>, Integer> places = new HashMap<>();
    private final Map<String, Feature> features = new HashMap<>();

    private JoinedFeatures(Session session, Question question) {
        this.keys = FeatureSet.keys(question);
        this.examples = session.query(
                this::key, "SELECT %1$s FROM %2$s ORDER BY ALL".formatted(named(), FeatureSet.examples(question)));
        examples.forEach(example -> places.put(example, places.size()));
    }

    /** Those of a question's families, for the rows of {@link FeatureSet#examples}. */
    static JoinedFeatures of(Session session, Question question, List<FeatureFamily> families, Defaults defaults) {
        var joined = new JoinedFeatures(session, question);
        families.forEach(f -> joined.add(session, f.columns(), "(" + f.sql() + ")", defaults.of(f)));
        return joined;
    }

    /** What a family's features are where it has no row for an example, by name: 0, or else unknown. */
    interface Defaults {
        Map<String, Double> of(FeatureFamily family);
    }

    /** Adds what another relation says of the examples; where it has no row for one, nothing is known. */
    public void add(Session session, List<Column> columns, String relation) {
        add(session, columns, relation, Map.of());
    }

    private void add(Session session, List<Column> columns, String relation, Map<String, Double> defaults) {
        var added = columns.stream()
                .map(c -> empty(c, defaults.getOrDefault(c.name(), Double.NaN)))
                .toList();
        session.stream(
                row -> {
                    int place = places.getOrDefault(key(row), -1);
                    for (int i = 0; i < added.size() && place >= 0; i++) {
                        put(added.get(i), place, row, keys.size() + i, defaults);
                    }
                },
                "SELECT %s, %s FROM %s"
                        .formatted(
                                named(),
                                String.join(
                                        ", ",
                                        columns.stream()
                                                .map(JoinedFeatures::cell)
                                                .toList()),
                                relation));
        added.forEach(feature -> features.put(feature.name(), feature));
    }

    private String named() {
        return String.join(", ", keys);
    }

    private List<String> key(Row row) {
        var key = new String[keys.size()];
        for (int i = 0; i < key.length; i++) {
            key[i] = row.text(i);
        }
        return List.of(key);
    }

    private static String cell(Column column) {
        return column.role() == Role.CATEGORICAL ? column.name() : column.name() + "::DOUBLE";
    }

    private Feature empty(Column column, double value) {
        if (column.role() == Role.CATEGORICAL) {
            var levels = new String[examples.size()];
            Arrays.fill(levels, "");
            return new Feature.Levels(column.name(), levels);
        }
        var numbers = new double[examples.size()];
        Arrays.fill(numbers, value);
        return new Feature.Numbers(column.name(), numbers, column.role() == Role.SIMILARITY);
    }

    private static void put(Feature feature, int place, Row row, int column, Map<String, Double> defaults) {
        switch (feature) {
            case Feature.Levels levels -> levels.values()[place] = row.text(column);
            case Feature.Numbers numbers -> {
                double value = row.number(column);
                numbers.values()[place] =
                        Double.isNaN(value) ? defaults.getOrDefault(feature.name(), Double.NaN) : value;
            }
            case Feature.Vectors vectors -> throw new IllegalStateException(vectors.name() + " is made by no SQL");
        }
    }

    /** The keys of the examples, in their order. */
    public List<List<String>> keys() {
        return examples;
    }

    /** Some of the examples, by their places, as a model is asked about them. */
    public Examples examples(Schema schema, int... chosen) {
        return examples(schema, Map.of(), chosen);
    }

    /**
     * The same with features that are made by no SQL. What a schema of an earlier version has and this one makes no more is left
     * out: to a model it is missing.
     *
     * @param others by name, with a value for each of the chosen
     */
    public Examples examples(Schema schema, Map<String, Feature> others, int... chosen) {
        return new Examples(
                chosen.length,
                schema.features().stream()
                        .flatMap(c -> Optional.ofNullable(others.get(c.name()))
                                .or(() -> Optional.ofNullable(features.get(c.name()))
                                        .map(feature -> chosen(feature, chosen)))
                                .stream())
                        .toList());
    }

    private static Feature chosen(Feature feature, int[] chosen) {
        return switch (feature) {
            case Feature.Levels levels ->
                new Feature.Levels(
                        levels.name(),
                        Arrays.stream(chosen).mapToObj(i -> levels.values()[i]).toArray(String[]::new));
            case Feature.Numbers numbers ->
                new Feature.Numbers(
                        numbers.name(),
                        Arrays.stream(chosen)
                                .mapToDouble(i -> numbers.values()[i])
                                .toArray(),
                        numbers.ofText());
            case Feature.Vectors vectors -> throw new IllegalStateException(vectors.name() + " is made by no SQL");
        };
    }
}
