package io.foresale.train;

import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.evaluate.Folds;
import io.foresale.evaluate.Metrics;
import io.foresale.evaluate.Thresholds;
import io.foresale.model.Examples;
import io.foresale.model.Examples.Feature;
import java.util.List;
import java.util.stream.IntStream;

/** Chooses, by an inner cross-validation over training rows alone, how strong to fit and how far to reduce texts. */
final class Selection {

    /** From weak to strong, in steps of about four. */
    private static final List<Double> STRENGTHS = List.of(0.004, 0.016, 0.06, 0.25, 1.0);

    private static final int FOLDS = 3;

    /** Choosing takes as many fits as there are choices; beyond so many rows a sample chooses as well. */
    private static final int MOST_ROWS = 9_000;

    /** With so many rows a dimension, all dimensions were never worse than some: no reduction is tried. */
    private static final int PLENTY = 15;

    /** With fewer rows a dimension, all dimensions were never the best and take the longest: only reductions are tried. */
    private static final int FEW = 3;

    /** Numbers that a column other than a text mostly becomes: its value, whether it is missing, whether it is zero. */
    private static final int ENCODED = 3;

    /** Of more numbers a fit takes minutes: texts are reduced rather. */
    private static final long MOST_NUMBERS = 150_000_000;

    private final ModelFit fit;
    private final Groups groups;
    private final long seed;
    private final long mostNumbers;

    /**
     * Makes one.
     *
     * @param mostNumbers rows times columns that a fit may hold
     */
    Selection(ModelFit fit, Groups groups, long seed, long mostNumbers) {
        this.mostNumbers = Math.min(mostNumbers, MOST_NUMBERS);
        this.fit = fit;
        this.groups = groups;
        this.seed = seed;
    }

    /**
     * What was chosen.
     *
     * @param components of texts, 0 for all dimensions
     * @param threshold with the best F1 on inner held-out rows
     */
    record Choice(double strength, int components, double threshold) {}

    Choice choose(Examples examples, boolean[] labels, int[] rows) {
        var sample = sample(labels, rows);
        var truth = ModelFit.select(labels, sample);
        var folds = groups.split(truth, sample, FOLDS, seed);
        double best = Double.POSITIVE_INFINITY;
        var chosen = new Choice(STRENGTHS.getFirst(), 0, 0.5);
        for (int components : affordable(examples, rows.length, reductions(examples, sample.length))) {
            var held = heldOut(examples, labels, sample, folds, components);
            for (int s = 0; s < STRENGTHS.size(); s++) {
                double loss = Metrics.logLoss(truth, held[s]);
                if (loss < best) {
                    best = loss;
                    chosen = new Choice(STRENGTHS.get(s), components, Thresholds.bestF1(truth, held[s]));
                }
            }
        }
        return chosen;
    }

    /** Inner held-out probabilities, one array a strength. */
    private double[][] heldOut(Examples examples, boolean[] labels, int[] sample, Folds folds, int components) {
        var held = new double[STRENGTHS.size()][sample.length];
        for (int f = 0; f < folds.count(); f++) {
            var inner = folds.heldOut(f);
            var fitted = fit.fit(examples, labels, at(sample, folds.training(f)), components, STRENGTHS);
            for (int s = 0; s < STRENGTHS.size(); s++) {
                var predicted = fitted.predict(s, examples, at(sample, inner));
                for (int i = 0; i < inner.length; i++) {
                    held[s][inner[i]] = predicted[i];
                }
            }
        }
        return held;
    }

    /** All rows where they are few, else a stratified part of them. */
    private int[] sample(boolean[] labels, int[] rows) {
        if (rows.length <= MOST_ROWS) {
            return rows;
        }
        int parts = (rows.length + MOST_ROWS - 1) / MOST_ROWS;
        var drawn = groups.split(ModelFit.select(labels, rows), rows, parts, seed);
        return at(rows, drawn.heldOut(0));
    }

    private static int[] reductions(Examples examples, int rows) {
        int dimensions = examples.features().stream()
                .mapToInt(f -> f instanceof Feature.Vectors vectors ? vectors.dimensions() : 0)
                .sum();
        if (dimensions == 0 || rows >= (long) PLENTY * dimensions) {
            return new int[] {0};
        }
        return rows >= (long) FEW * dimensions
                ? new int[] {0, TextFit.MOST_COMPONENTS}
                : new int[] {TextFit.MOST_COMPONENTS, TextFit.FEW_COMPONENTS};
    }

    /** Those that all rows can be fitted with; the furthest where there is none. */
    private int[] affordable(Examples examples, int rows, int[] reductions) {
        var affordable = IntStream.of(reductions)
                .filter(components -> rows * (long) width(examples, components) <= mostNumbers)
                .toArray();
        return affordable.length > 0 ? affordable : new int[] {TextFit.FEW_COMPONENTS};
    }

    /** The numbers that a row becomes where its texts are reduced as far as they are ever. */
    static int leastWidth(Schema schema) {
        int texts = schema.of(Role.TEXT).size();
        return texts * TextFit.FEW_COMPONENTS + (schema.features().size() - texts) * ENCODED;
    }

    private static int width(Examples examples, int components) {
        return examples.features().stream()
                .mapToInt(f -> switch (f) {
                    case Feature.Vectors vectors when components == 0 -> vectors.dimensions();
                    case Feature.Vectors vectors -> Math.min(components, vectors.dimensions());
                    case Feature.Numbers _, Feature.Levels _ -> ENCODED;
                })
                .sum();
    }

    private static int[] at(int[] rows, int[] places) {
        return IntStream.of(places).map(p -> rows[p]).toArray();
    }
}
