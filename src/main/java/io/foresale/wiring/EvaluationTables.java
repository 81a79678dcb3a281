package io.foresale.wiring;

import io.foresale.adapter.console.Table;
import io.foresale.evaluate.Interval;
import io.foresale.evaluate.Metrics;
import io.foresale.evaluate.PairedDifference;
import io.foresale.train.Evaluation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An evaluation as tables for a terminal. */
record EvaluationTables(Evaluation evaluation) {

    /** What follows the name of a view where only a part of the rows is measured. */
    private static final String NEW = ", new to the shopper";

    private static final String WHOLE = ", at the end of the visit";

    String title() {
        var main = evaluation.main();
        return String.format(
                Locale.ROOT,
                "%s %,d %s, %.1f %% bought; %s",
                evaluation.scope().map(EvaluationTables::question).orElse("How good is it?"),
                main.rows(),
                evaluation
                        .scope()
                        .map(scope -> "examples of %,d shoppers".formatted(scope.users()))
                        .orElse("shoppers"),
                100.0 * main.positives() / main.rows(),
                evaluation.scope().map(this::protocol).orElseGet(this::folds));
    }

    private static String question(Evaluation.Scope scope) {
        return switch (scope.question()) {
            case WHO -> "Will this shopper buy within %d days?".formatted(scope.horizonDays());
            case WHAT -> "What will this shopper buy within %d days?".formatted(scope.horizonDays());
            case SESSION -> "Will this visit end in a purchase?";
        };
    }

    private String protocol(Evaluation.Scope scope) {
        return scope.testFrom().map(EvaluationTables::later).orElseGet(this::folds);
    }

    private static String later(Instant testFrom) {
        return "learned from what was known by %s (UTC), measured on what came after"
                .formatted(testFrom.truncatedTo(ChronoUnit.MINUTES)
                        .toString()
                        .replace('T', ' ')
                        .replace(":00Z", ""));
    }

    private String folds() {
        return "each predicted by models that had not seen them (%d folds, seed %d)"
                .formatted(evaluation.folds(), evaluation.seed());
    }

    Table measures() {
        var rows = new ArrayList<List<String>>();
        evaluation.views().forEach((view, metrics) -> rows.add(row(view.title(), metrics)));
        evaluation.newToShopper().ifPresent(part -> part.views()
                .forEach((view, metrics) -> rows.add(row(view.title() + NEW, metrics))));
        evaluation.wholeVisits().ifPresent(part -> part.views()
                .forEach((view, metrics) -> rows.add(row(view.title() + WHOLE, metrics))));
        return new Table(
                List.of("", "ROC AUC", "PR AUC", "accuracy", "precision", "recall", "F1", "log loss", "Brier"), rows);
    }

    private static List<String> row(String title, Metrics m) {
        var row = new ArrayList<>(List.of(title));
        for (double value : new double[] {
            m.rocAuc(), m.prAuc(), m.accuracy(), m.precision(), m.recall(), m.f1(), m.logLoss(), m.brier()
        }) {
            row.add(figure("%.4f", value));
        }
        return row;
    }

    boolean hasDifferences() {
        return !evaluation.fusedMinus().isEmpty();
    }

    Table differences() {
        var rows = new ArrayList<List<String>>();
        evaluation.fusedMinus().forEach((view, difference) -> rows.add(row(view.title(), difference)));
        evaluation.newToShopper().ifPresent(part -> part.fusedMinus()
                .forEach((view, difference) -> rows.add(row(view.title() + NEW, difference))));
        return new Table(List.of("", "ROC AUC [95 % interval]", "log loss [95 % interval]"), rows);
    }

    private static List<String> row(String title, PairedDifference difference) {
        return List.of("fused - " + title, interval(difference.rocAuc()), interval(difference.logLoss()));
    }

    private static String interval(Interval interval) {
        return figure("%+.4f", interval.value()) + " [" + figure("%+.4f", interval.low()) + ", "
                + figure("%+.4f", interval.high()) + "]";
    }

    private static String figure(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
