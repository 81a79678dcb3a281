package io.foresale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.evaluate.Drawing;
import io.foresale.model.Examples;
import io.foresale.model.Examples.Feature;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A made-up population whose true probabilities are known, of which a model sees all buyers and a few of the others. */
class CalibrationTest {

    private static final int PEOPLE = 60_000;

    private final double[] interest = new double[PEOPLE];
    private final double[] sales = new double[PEOPLE];
    private final double[] truth = new double[PEOPLE];
    private final double[] rates = new double[PEOPLE];
    private final boolean[] bought = new boolean[PEOPLE];
    private final int[] drawn;

    CalibrationTest() {
        var random = new SplittableRandom(11);
        for (int i = 0; i < PEOPLE; i++) {
            interest[i] = random.nextDouble(-2, 2);
            sales[i] = random.nextDouble(-1, 1);
            truth[i] = 1 / (1 + Math.exp(4.2 - interest[i] - 0.8 * sales[i]));
            rates[i] = Math.exp(-2.5 + 1.2 * sales[i]);
            bought[i] = random.nextDouble() < truth[i];
        }
        drawn = IntStream.range(0, PEOPLE)
                .filter(i -> bought[i] || random.nextDouble() < rates[i])
                .toArray();
    }

    @Test
    void theProbabilitiesOfThePopulationSumUpToItsBuyersAndTheLossComesNearTheLeastThereIs() {
        var labels = ModelFit.select(bought, drawn);
        var groups = new Groups(IntStream.range(0, drawn.length).toArray(), true);
        var folds = groups.split(labels, IntStream.range(0, drawn.length).toArray(), 4, 5);
        var drawing = new Drawing(rates).of(drawn);
        var design = new Design(folds, groups, drawing, Optional.empty(), Optional.empty(), Optional.empty());

        var trained = Small.training(2).train(examples(drawn), labels, design, 5, done -> {});

        var everyone = IntStream.range(0, PEOPLE).toArray();
        var bound = trained.model().preprocessing().bind(examples(everyone));
        double buyers = IntStream.of(everyone).filter(i -> bought[i]).count();
        assertThat(sum(i -> trained.model().model().probability(bound.encode(i), rates[i])))
                .isCloseTo(buyers, within(0.03 * buyers));
        assertThat(sum(i -> trained.model().model().probability(bound.encode(i))))
                .as("not put right")
                .isGreaterThan(5 * buyers);

        var metrics = trained.evaluation().main();
        double least = sum(i -> -Math.log(bought[i] ? truth[i] : 1 - truth[i])) / PEOPLE;
        assertThat(metrics.logLoss()).isCloseTo(least, within(0.03 * least));
        assertThat(metrics.calibrationError()).isLessThan(0.005);
        assertThat(metrics.rows()).isEqualTo(drawn.length);
        // Half of the population has less than the band of low ends at, though more than half of the drawn have more.
        double median = trained.model().bands().medium();
        double below = sum(i -> trained.model().model().probability(bound.encode(i), rates[i]) < median ? 1 : 0);
        assertThat(below / PEOPLE).isBetween(0.48, 0.52);
    }

    private static double sum(IntToDoubleFunction of) {
        return IntStream.range(0, PEOPLE).mapToDouble(of).sum();
    }

    private Examples examples(int[] rows) {
        return new Examples(
                rows.length,
                List.of(
                        new Feature.Numbers("interest", at(interest, rows)),
                        new Feature.Numbers("sales", at(sales, rows))));
    }

    private static double[] at(double[] values, int[] rows) {
        return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
    }
}
