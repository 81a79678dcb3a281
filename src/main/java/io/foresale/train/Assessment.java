package io.foresale.train;

import io.foresale.evaluate.Drawing;
import io.foresale.evaluate.Metrics;
import io.foresale.evaluate.PairedDifference;
import io.foresale.evaluate.Thresholds;
import io.foresale.model.FittedModel.Bands;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Measures what models said of rows they had not seen. */
final class Assessment {

    private final boolean[] labels;
    private final Design design;
    private final long seed;
    private final Map<View, HeldOutRows> views;

    /**
     * What a view's models said, one entry a row; only those of held-out rows mean anything.
     *
     * @param probabilities among the rows drawn
     * @param decisions at the threshold with the best F1 on the rows that the row's model had seen
     */
    record HeldOutRows(double[] probabilities, boolean[] decisions) {}

    Assessment(boolean[] labels, Design design, long seed, Map<View, HeldOutRows> views) {
        this.labels = labels;
        this.design = design;
        this.seed = seed;
        this.views = views;
    }

    Evaluation evaluation() {
        var all = part(design.folds().heldOut());
        return new Evaluation(
                design.folds().count(),
                seed,
                all.views(),
                all.fusedMinus(),
                design.newToShopper().filter(this::hasBoth).map(this::part),
                design.wholeVisits().filter(this::hasBoth).map(this::part),
                design.scope());
    }

    /** Where a probability is low, medium or high, by its rank in the population. */
    Bands bands(View view) {
        var rows = design.folds().heldOut();
        var part = new Rows(rows);
        var probabilities = part.drawing.inPopulation(part.of(views.get(view).probabilities()));
        var weights = part.drawing.weights(part.labels);
        return new Bands(
                Thresholds.quantile(probabilities, weights, 0.5), Thresholds.quantile(probabilities, weights, 0.9));
    }

    private boolean hasBoth(int[] rows) {
        return IntStream.of(rows).anyMatch(row -> labels[row])
                && IntStream.of(rows).anyMatch(row -> !labels[row]);
    }

    private Evaluation.Part part(int[] rows) {
        var part = new Rows(rows);
        var metrics = new EnumMap<View, Metrics>(View.class);
        views.forEach((view, said) -> metrics.put(view, part.metrics(said)));
        var differences = new EnumMap<View, PairedDifference>(View.class);
        Optional.ofNullable(views.get(View.FUSED)).ifPresent(fused -> {
            for (var other : List.of(View.BEHAVIOUR, View.TEXT)) {
                differences.put(other, part.difference(fused, views.get(other)));
            }
        });
        return new Evaluation.Part(metrics, differences);
    }

    /** Some of the rows. */
    private final class Rows {

        private final int[] rows;
        private final boolean[] labels;
        private final Drawing drawing;

        Rows(int[] rows) {
            this.rows = rows;
            this.labels = ModelFit.select(Assessment.this.labels, rows);
            this.drawing = design.drawing().of(rows);
        }

        double[] of(double[] values) {
            return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
        }

        Metrics metrics(HeldOutRows said) {
            var probabilities = of(said.probabilities());
            return Metrics.of(
                    labels,
                    probabilities,
                    ModelFit.select(said.decisions(), rows),
                    drawing.inPopulation(probabilities),
                    drawing.weights(labels));
        }

        PairedDifference difference(HeldOutRows first, HeldOutRows second) {
            return PairedDifference.of(
                    labels,
                    drawing.predictions(of(first.probabilities())),
                    drawing.predictions(of(second.probabilities())),
                    drawing.weights(labels),
                    design.groups().units(rows),
                    seed);
        }
    }
}
