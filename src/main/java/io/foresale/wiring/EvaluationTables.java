package io.foresale.wiring;

import io.foresale.adapter.console.Table;
import io.foresale.evaluate.Interval;
import io.foresale.evaluate.Metrics;
import io.foresale.train.Evaluation;
import io.foresale.train.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An evaluation as tables for a terminal. */
record EvaluationTables(Evaluation evaluation) {

    String title() {
        var main = evaluation.main();
        return String.format(
                Locale.ROOT,
                "How good is it? %,d shoppers, %.1f %% bought; each predicted by models that had not seen them (%d folds, seed %d)",
                main.rows(),
                100.0 * main.positives() / main.rows(),
                evaluation.folds(),
                evaluation.seed());
    }

    Table measures() {
        var rows = new ArrayList<List<String>>();
        evaluation.views().forEach((view, metrics) -> rows.add(row(view, metrics)));
        return new Table(
                List.of("", "ROC AUC", "PR AUC", "accuracy", "precision", "recall", "F1", "log loss", "Brier"), rows);
    }

    private static List<String> row(View view, Metrics m) {
        var row = new ArrayList<>(List.of(view.title()));
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
        evaluation
                .fusedMinus()
                .forEach((view, difference) -> rows.add(List.of(
                        "fused - " + view.title(), interval(difference.rocAuc()), interval(difference.logLoss()))));
        return new Table(List.of("", "ROC AUC [95 % interval]", "log loss [95 % interval]"), rows);
    }

    private static String interval(Interval interval) {
        return figure("%+.4f", interval.value()) + " [" + figure("%+.4f", interval.low()) + ", "
                + figure("%+.4f", interval.high()) + "]";
    }

    private static String figure(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
