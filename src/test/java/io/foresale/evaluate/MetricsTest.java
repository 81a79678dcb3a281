package io.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected values computed with scikit-learn 1.2.1 (Debian's python3-sklearn) from the same eight rows. */
class MetricsTest {

    private static final Offset<Double> EXACT = within(1e-12);
    private static final boolean[] LABELS = {true, false, true, true, false, false, true, false};
    private static final double[] PROBABILITIES = {0.9, 0.8, 0.8, 0.6, 0.4, 0.4, 0.4, 0.1};

    private final Metrics metrics = Metrics.of(LABELS, PROBABILITIES, Metrics.decide(PROBABILITIES, 0.4));

    @Test
    void rankingAndLossesEqualScikitLearnsWithTiesInTheScores() {
        assertThat(metrics.rocAuc()).isCloseTo(0.78125, EXACT);
        assertThat(metrics.prAuc()).isCloseTo(0.7470238095238095, EXACT);
        assertThat(metrics.logLoss()).isCloseTo(0.5615087622795113, EXACT);
        assertThat(metrics.brier()).isCloseTo(0.1925, EXACT);
    }

    @Test
    void decisionsAtHalfCountThreeRightAndOneWrongOfEachClass() {
        assertThat(metrics.atHalf()).isEqualTo(new Confusion(3, 1, 1, 3));
        assertThat(metrics.accuracy()).isEqualTo(0.75);
        assertThat(metrics.precision()).isEqualTo(0.75);
        assertThat(metrics.recall()).isEqualTo(0.75);
        assertThat(metrics.f1()).isEqualTo(0.75);
    }

    @Test
    void whoIsOnTheThresholdIsCalledABuyer() {
        assertThat(metrics.atPreferred()).isEqualTo(new Confusion(4, 3, 0, 1));
        assertThat(metrics.atPreferred().precision()).isEqualTo(4 / 7.0);
        assertThat(metrics.atPreferred().recall()).isEqualTo(1);
        assertThat(metrics.atPreferred().f1()).isEqualTo(8 / 11.0);
    }

    @Test
    void theBestF1IsReachedFromSixTenthsOn() {
        // scikit-learn's precision_recall_curve: F1 0.727 from 0.4, 0.75 from 0.6, 0.571 from 0.8, 0.4 from 0.9.
        assertThat(Thresholds.bestF1(LABELS, PROBABILITIES)).isEqualTo(0.6);
    }

    @Test
    void ofTwoThresholdsWithTheSameF1TheHigherIsTaken() {
        // From 0.9: 1 right of 1, of 2 buyers: 2/3. From 0.3: 2 right of 4: 4/6.
        var labels = new boolean[] {true, false, false, true};
        assertThat(Thresholds.bestF1(labels, new double[] {0.9, 0.5, 0.4, 0.3})).isEqualTo(0.9);
    }

    @Test
    void halfOfTheRowsLieBelowTheMedianAndNineTenthsBelowTheHighBand() {
        var ten = new double[] {0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0};
        assertThat(Thresholds.quantile(ten, ones(10), 0.5)).isEqualTo(0.5);
        assertThat(Thresholds.quantile(ten, ones(10), 0.9)).isEqualTo(0.9);
        assertThat(Thresholds.quantile(new double[] {0.3}, ones(1), 0.9)).isEqualTo(0.3);
    }

    @Test
    void binsOfTenthsShowPredictedAgainstObservedShares() {
        // By hand: 0.1 -> 0 of 1, 0.4 -> 1 of 3, 0.6 -> 1 of 1, 0.8 -> 1 of 2, 0.9 -> 1 of 1.
        assertThat(metrics.reliability().stream().map(Metrics.Bin::rows)).containsExactly(1L, 3L, 1L, 2L, 1L);
        assertThat(metrics.reliability().get(1).observed()).isCloseTo(1 / 3.0, EXACT);
        assertThat(metrics.calibrationError()).isCloseTo((0.1 + 0.2 + 0.4 + 0.6 + 0.1) / 8, EXACT);
    }

    @Test
    void certaintyBelongsToTheLastBinAndACertainMistakeCostsMuchButNotInfinitely() {
        var certain = Metrics.of(new boolean[] {false}, new double[] {1}, new boolean[] {true});
        assertThat(certain.reliability()).containsExactly(new Metrics.Bin(1, 1, 1, 0));
        assertThat(certain.logLoss()).isCloseTo(-Math.log(1e-15), within(1e-9));
    }

    @Test
    void rowsOfOneClassHaveNoAreaAndSharesOfNothingAreZero() {
        var nobody = Metrics.of(new boolean[2], new double[] {0.2, 0.3}, new boolean[2]);
        assertThat(nobody.rocAuc()).isNaN();
        assertThat(nobody.prAuc()).isNaN();
        assertThat(nobody.precision()).isZero();
        assertThat(nobody.recall()).isZero();
        assertThat(nobody.f1()).isZero();
        assertThat(nobody.accuracy()).isOne();
        assertThat(Confusion.of(new boolean[0], new boolean[0]).accuracy()).isZero();
    }

    @Test
    void whereRowsWereDrawnOrderIsMeasuredAmongThemAndProbabilitiesInThePopulation() {
        // By hand: drawn at a half, a quarter and a half, a probability of 1/2 is 1/3, 1/5 and 1/3 of the population,
        // and
        // the two that did not buy stand for four and two.
        var drawing = new Drawing(new double[] {0.5, 0.25, 0.5});
        var labels = new boolean[] {true, false, false};
        var drawn = new double[] {0.5, 0.5, 0.5};

        var inPopulation = drawing.inPopulation(drawn);
        var weighted =
                Metrics.of(labels, drawn, new boolean[] {true, true, true}, inPopulation, drawing.weights(labels));

        assertThat(inPopulation).containsExactly(new double[] {1 / 3.0, 0.2, 1 / 3.0}, EXACT);
        assertThat(drawing.weights(labels)).containsExactly(1, 4, 2);
        assertThat(weighted.rocAuc()).isEqualTo(0.5);
        assertThat(weighted.atHalf()).isEqualTo(new Confusion(1, 2, 0, 0));
        assertThat(weighted.logLoss()).isCloseTo((Math.log(3) + 4 * Math.log(1.25) + 2 * Math.log(1.5)) / 7, EXACT);
        assertThat(weighted.brier()).isCloseTo((4 / 9.0 + 4 / 25.0 + 2 / 9.0) / 7, EXACT);
        assertThat(weighted.reliability().stream().map(Metrics.Bin::weight)).containsExactly(4.0, 3.0);
        assertThat(weighted.reliability().getLast().observed()).isCloseTo(1 / 3.0, EXACT);
        assertThat(weighted.calibrationError()).isCloseTo(4 * 0.2 / 7, EXACT);
    }

    @Test
    void aValueOfMuchWeightIsAllQuantilesButTheLowest() {
        // By hand: of a weight of 10 the least value has 1, whose middle is at 5 %.
        var weights = new double[] {9, 1};
        assertThat(Thresholds.quantile(new double[] {0.7, 0.2}, weights, 0.04)).isEqualTo(0.2);
        assertThat(Thresholds.quantile(new double[] {0.7, 0.2}, weights, 0.5)).isEqualTo(0.7);
        assertThat(Thresholds.quantile(new double[] {0.7, 0.2}, weights, 1)).isEqualTo(0.7);
    }

    private static double[] ones(int rows) {
        var ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }
}
