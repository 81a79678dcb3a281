package io.foresale.train;

import io.foresale.model.Encoder;
import io.foresale.model.Examples;
import io.foresale.model.Examples.Feature;
import io.foresale.model.LogisticModel;
import io.foresale.model.Preprocessing;
import io.foresale.port.EigenSolver;
import io.foresale.port.Learner;
import java.util.Arrays;
import java.util.List;

/** Fits everything of a model to some rows: first how columns become numbers, then the weights. */
final class ModelFit {

    private final Learner learner;
    private final TextFit textFit;

    ModelFit(Learner learner, EigenSolver solver) {
        this.learner = learner;
        this.textFit = new TextFit(solver);
    }

    /** A preprocessing and one model a strength. */
    record Fitted(Preprocessing preprocessing, List<LogisticModel> models) {

        /** The probabilities that a model gives to some rows. */
        double[] predict(int model, Examples examples, int[] rows) {
            var bound = preprocessing.bind(examples);
            return Arrays.stream(rows)
                    .mapToDouble(row -> models.get(model).probability(bound.encode(row)))
                    .toArray();
        }
    }

    Fitted fit(Examples examples, boolean[] labels, int[] rows, int components, List<Double> strengths) {
        var preprocessing = new Preprocessing(examples.features().stream()
                .map(f -> encoder(f, rows, components))
                .toList());
        var bound = preprocessing.bind(examples);
        var encoded = Arrays.stream(rows).mapToObj(bound::encode).toArray(float[][]::new);
        return new Fitted(preprocessing, learner.fit(encoded, select(labels, rows), strengths));
    }

    private Encoder encoder(Feature feature, int[] rows, int components) {
        return switch (feature) {
            case Feature.Numbers numbers -> NumericFit.fit(numbers.name(), numbers.values(), rows);
            case Feature.Levels levels -> CategoricalFit.fit(levels.name(), levels.values(), rows);
            case Feature.Vectors vectors ->
                textFit.fit(vectors.name(), vectors.dimensions(), vectors.values(), rows, components);
        };
    }

    static boolean[] select(boolean[] labels, int[] rows) {
        var selected = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = labels[rows[i]];
        }
        return selected;
    }
}
