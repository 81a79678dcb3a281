package io.foresale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foresale.adapter.ejml.EjmlEigenSolver;
import io.foresale.adapter.liblinear.LiblinearLearner;
import io.foresale.model.Examples;
import io.foresale.model.Examples.Feature;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Real sessions of a shop (UCI Online Shoppers Purchasing Intention, doi:10.24432/C5F88Q). */
class OnlineShoppersTest {

    private static final Path FILE =
            Path.of(System.getProperty("foresale.data", "../shared/data"), "online_shoppers_intention.csv.gz");
    private static final Set<String> CATEGORICAL =
            Set.of("Month", "OperatingSystems", "Browser", "Region", "TrafficType", "VisitorType");

    @Test
    void logisticRegressionIsAtLeastAsGoodAsScikitLearns() throws IOException {
        assumeTrue(Files.exists(FILE), () -> "skipped: " + FILE + " is not there; -Dforesale.data names its folder");
        var table = table();
        var header = table.removeFirst();
        var labels = new boolean[table.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = table.get(i)[header.length - 1].equals("TRUE");
        }
        var examples = new Examples(labels.length, features(header, table));

        var trained = new Training(new LiblinearLearner(), new EjmlEigenSolver(), 2, 1L << 30)
                .train(examples, labels, new Training.Options(10, 7), done -> {});

        var metrics = trained.evaluation().views().get(View.BEHAVIOUR);
        System.out.printf(
                "online_shoppers, 10-fold: ROC AUC %.4f, PR AUC %.4f, accuracy %.4f, F1 %.4f, log loss %.4f, Brier %.4f%n",
                metrics.rocAuc(),
                metrics.prAuc(),
                metrics.accuracy(),
                metrics.f1(),
                metrics.logLoss(),
                metrics.brier());
        assertThat(metrics.rows()).isEqualTo(12_330);
        assertThat(metrics.positives()).isEqualTo(1_908);
        assertThat(metrics.rocAuc()).isGreaterThanOrEqualTo(0.887);
        assertThat(metrics.prAuc()).isGreaterThanOrEqualTo(0.634);
    }

    private static List<Feature> features(String[] header, List<String[]> table) {
        var features = new ArrayList<Feature>();
        for (int c = 0; c < header.length - 1; c++) {
            int column = c;
            features.add(
                    CATEGORICAL.contains(header[c])
                            ? new Feature.Levels(
                                    header[c],
                                    table.stream().map(r -> r[column]).toArray(String[]::new))
                            : new Feature.Numbers(
                                    header[c],
                                    table.stream()
                                            .mapToDouble(r -> number(r[column]))
                                            .toArray()));
        }
        return features;
    }

    private static double number(String cell) {
        return switch (cell) {
            case "TRUE" -> 1;
            case "FALSE" -> 0;
            default -> Double.parseDouble(cell);
        };
    }

    private static List<String[]> table() throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(FILE))))) {
            return new ArrayList<>(reader.lines().map(line -> line.split(",")).toList());
        }
    }
}
