package io.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SingleFeatureTest {

    private static final Offset<Double> EXACT = within(1e-12);
    private static final double MISSING = Double.NaN;

    @Test
    void anAreaIsTheShareOfPairsInOrderTiesHalvedWhicheverWayRound() {
        // By hand: of six pairs, 3 wins against 1 and 2, 2 wins against 1 and ties with 2.
        var labels = new boolean[] {true, true, false, false, false};
        var rising = SingleFeature.ofNumbers(labels, new double[] {3, 2, 1, 2, 4});
        assertThat(rising).isCloseTo(3.5 / 6, EXACT);
        assertThat(SingleFeature.ofNumbers(labels, new double[] {-3, -2, -1, -2, -4}))
                .isCloseTo(3.5 / 6, EXACT);
    }

    @Test
    void thatAValueIsThereAtAllMayTellEverything() {
        var labels = new boolean[] {true, true, false, false};
        assertThat(SingleFeature.ofNumbers(labels, new double[] {5, 1, MISSING, MISSING}))
                .isOne();
        assertThat(SingleFeature.ofNumbers(labels, new double[] {MISSING, MISSING, 5, 1}))
                .isOne();
        // There for one buyer and one other: nothing.
        assertThat(SingleFeature.ofNumbers(labels, new double[] {1, MISSING, 1, MISSING}))
                .isEqualTo(0.5);
        assertThat(SingleFeature.ofNumbers(labels, new double[] {0.0, -0.0, -0.0, 0.0}))
                .isEqualTo(0.5);
    }

    @Test
    void whatIsMissingMayStandOnEitherSideOfWhatIsThere() {
        // By hand: missing above, the buyers 2 and missing beat 1, 1 and tie once of 6 pairs: 5 and a half.
        var labels = new boolean[] {true, true, false, false, false};
        assertThat(SingleFeature.ofNumbers(labels, new double[] {2, MISSING, 1, 1, MISSING}))
                .isCloseTo((2 + 2 + 0.5) / 6, EXACT);
    }

    @Test
    void aLevelThatOnlyBuyersHaveTellsEverythingAndOneOfEachAlmostNothing() {
        var random = new SplittableRandom(5);
        var labels = new boolean[600];
        var status = new String[600];
        var unique = new String[600];
        var constant = new String[600];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = random.nextInt(5) == 0;
            status[row] = labels[row] ? (row % 2 == 0 ? "paid" : "shipped") : row % 3 == 0 ? "" : "open";
            unique[row] = "session " + row;
        }
        Arrays.fill(constant, "shop");
        var folds = Folds.stratified(labels, 5, 7);
        assertThat(SingleFeature.ofLevels(labels, status, folds)).isOne();
        assertThat(SingleFeature.ofLevels(labels, unique, folds)).isEqualTo(0.5);
        assertThat(SingleFeature.ofLevels(labels, constant, folds)).isBetween(0.4, 0.6);
    }

    @Test
    void withTwentyOfAClassEvenAPerfectSeparationMayBeChanceAndWithFiftyItIsNot() {
        // Hanley and McNeil's variance under 0.95 by hand for 20 against 180: (0.0475 + 19 · 0.0022619 + 179 ·
        // 0.0231410)
        // / 3600, of which the root is 0.0343: 0.05 is 1.46 of them. For 50 against 180 it is 0.0218: 2.3 of them.
        assertThat(SingleFeature.above(1, 0.95, 20, 180)).isFalse();
        assertThat(SingleFeature.above(1, 0.95, 50, 180)).isTrue();
        assertThat(SingleFeature.above(0.97, 0.95, 50, 180)).isFalse();
    }
}
