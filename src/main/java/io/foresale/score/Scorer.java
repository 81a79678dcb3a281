package io.foresale.score;

import io.foresale.model.Effect;
import io.foresale.model.Examples;
import io.foresale.model.Examples.Feature;
import io.foresale.model.FittedModel;
import io.foresale.model.ModelBundle;
import io.foresale.model.Preprocessing.Bound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scores examples with the full model, or, where a text could not be embedded, with the one that knows no texts. */
final class Scorer {

    private final FittedModel full;
    private final FittedModel behaviour;
    private final Bound fullColumns;
    private final Bound behaviourColumns;
    private final List<Feature.Vectors> texts;
    private final double[] rates;

    /** Scores examples of a population of which nobody was left out. */
    Scorer(ModelBundle bundle, Examples examples) {
        this(bundle, examples, filled(examples.rows()));
    }

    /**
     * Scores examples.
     *
     * @param rates with which such examples were drawn where they did not buy, for the model to learn from
     */
    Scorer(ModelBundle bundle, Examples examples, double[] rates) {
        this.rates = rates;
        this.full = bundle.full();
        this.behaviour = bundle.behaviour();
        this.fullColumns = full.preprocessing().bind(examples);
        this.behaviourColumns = behaviour.preprocessing().bind(examples);
        this.texts = examples.features().stream()
                .filter(f -> f instanceof Feature.Vectors)
                .map(f -> (Feature.Vectors) f)
                .toList();
    }

    private static double[] filled(int rows) {
        var ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** One row's answer, without what the request itself says. */
    record Score(double probability, String band, boolean textUsed, List<String> missing, List<String> unknown) {}

    Score score(int row, boolean textFailed) {
        var missing = fullColumns.missing(row);
        var unknown = fullColumns.unknown(row);
        if (textFailed) {
            double probability = behaviour.model().probability(behaviourColumns.encode(row), rates[row]);
            return new Score(probability, behaviour.bands().of(probability), false, missing, unknown);
        }
        double probability = probability(row);
        boolean textUsed = texts.stream().anyMatch(t -> t.values()[row].length > 0);
        return new Score(probability, band(probability), textUsed, missing, unknown);
    }

    /** The full model's answer for one row. */
    double probability(int row) {
        return full.model().probability(fullColumns.encode(row), rates[row]);
    }

    /** Where an answer of the full model stands among others. */
    String band(double probability) {
        return full.bands().of(probability);
    }

    /** What moves a row's score most. */
    List<Effect> effects(int row, boolean textFailed) {
        return textFailed ? behaviour.effects(behaviourColumns, row) : full.effects(fullColumns, row);
    }

    /** The answers for a request; {@code failures} says why a text has no vector. */
    List<ShopperScore> scores(Shoppers shoppers, Map<String, String> failures) {
        var scores = new ArrayList<ShopperScore>();
        for (int i = 0; i < shoppers.count(); i++) {
            var failure = failure(shoppers, i, failures);
            var score = score(i, failure.isPresent());
            scores.add(new ShopperScore(
                    shoppers.ids().get(i),
                    score.probability(),
                    score.band(),
                    score.textUsed(),
                    Reason.of(effects(i, failure.isPresent()), Optional.empty()),
                    score.missing(),
                    score.unknown(),
                    shoppers.ignored().get(i),
                    failure.map(f -> List.of("answered without texts: " + f)).orElse(List.of())));
        }
        return scores;
    }

    private static Optional<String> failure(Shoppers shoppers, int row, Map<String, String> failures) {
        return shoppers.texts().values().stream()
                .map(column -> column[row])
                .filter(failures::containsKey)
                .map(failures::get)
                .findFirst();
    }
}
