package io.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.model.LogisticModel;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DrawingTest {

    @Test
    void whereNobodyWasLeftOutNothingChanges() {
        var drawn = new double[] {0.1, 0.9, 0, 1};
        assertThat(Drawing.everyone(4).inPopulation(drawn)).containsExactly(drawn);
        assertThat(Drawing.everyone(2).weights(new boolean[] {true, false})).containsExactly(1, 1);
    }

    @Test
    void aModelGivesTheSameProbabilityInThePopulationAsItsOddsTimesTheRate() {
        var model = new LogisticModel(new double[] {0.7, -1.3}, 0.4);
        var row = new float[] {2, 1.5f};
        var converted = new Drawing(new double[] {0.03}).inPopulation(new double[] {model.probability(row)})[0];
        assertThat(model.probability(row, 0.03)).isCloseTo(converted, within(1e-15));
        assertThat(model.probability(row, 1)).isEqualTo(model.probability(row));
    }

    @Test
    void rowsThatWereDrawnStandForAsManyAsThereAre() {
        var random = new SplittableRandom(1);
        double stands = 0;
        for (int i = 0; i < 100_000; i++) {
            double rate = 0.02 + 0.5 * random.nextDouble();
            boolean bought = random.nextInt(20) == 0;
            if (bought || random.nextDouble() < rate) {
                stands += new Drawing(new double[] {rate}).weights(new boolean[] {bought})[0];
            }
        }
        assertThat(stands).isBetween(98_500.0, 101_500.0);
    }
}
