package io.foresale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.evaluate.Drawing;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromotionTest {

    private final boolean[] labels = new boolean[500];
    private final double[] good = new double[500];
    private final double[] bad = new double[500];

    PromotionTest() {
        var random = new SplittableRandom(4);
        for (int row = 0; row < labels.length; row++) {
            labels[row] = row % 5 == 0;
            good[row] = (labels[row] ? 0.4 : 0.2) + random.nextDouble(-0.2, 0.2);
            bad[row] = 0.2 + random.nextDouble(-0.1, 0.1);
        }
    }

    @Test
    void aBetterModelTakesOver() {
        var promotion = compare(good, bad, true);
        assertThat(promotion.promoted()).isTrue();
        assertThat(promotion.sentence())
                .startsWith("promoted: not worse beyond noise; log loss -0.")
                .endsWith("against the current model on 500 rows");
    }

    @Test
    void aModelThatIsWorseBeyondNoiseStaysBackWithItsNumbers() {
        var promotion = compare(bad, good, true);
        assertThat(promotion.promoted()).isFalse();
        assertThat(promotion.sentence()).startsWith("not promoted: worse beyond noise; log loss +0.");
        assertThat(promotion.difference().orElseThrow().rocAuc().below()).isTrue();
    }

    @Test
    void aSlightlyWorseModelWithinNoiseTakesOver() {
        var slightly = good.clone();
        slightly[0] -= 0.01;

        var promotion = compare(slightly, good, true);

        assertThat(promotion.difference().orElseThrow().logLoss().value()).isPositive();
        assertThat(promotion.promoted()).isTrue();
    }

    @Test
    void theSameRankingWithProbabilitiesThatDoNotComeTrueStaysBack() {
        var boastful = Arrays.stream(good).map(p -> 0.5 + p / 2).toArray();

        var promotion = compare(boastful, good, true);

        assertThat(promotion.difference().orElseThrow().rocAuc().value()).isCloseTo(0, within(1e-9));
        assertThat(promotion.promoted()).isFalse();
    }

    @Test
    void whatIsWorseInOneMeasureAndBetterInTheOtherTakesOver() {
        // Ranks as well as can be, but says far too much of everyone.
        var boastful = new double[labels.length];
        Arrays.setAll(boastful, row -> labels[row] ? 0.99 : 0.95);
        var difference = compare(boastful, bad, true);
        assertThat(difference.difference().orElseThrow().logLoss().above()).isTrue();
        assertThat(difference.difference().orElseThrow().rocAuc().above()).isTrue();
        assertThat(difference.promoted()).isTrue();
    }

    @Test
    void afterAChangeByTheOwnerTheNewModelTakesOverHoweverGoodItIs() {
        var promotion = compare(bad, good, false);
        assertThat(promotion.promoted()).isTrue();
        assertThat(promotion.sentence()).startsWith("promoted: the data set's configuration changed; log loss +0.");
    }

    private Promotion compare(double[] challenger, double[] champion, boolean alike) {
        var units = IntStream.range(0, labels.length).toArray();
        var rows = new Promotion.Comparable(
                labels, challenger, champion, Drawing.everyone(labels.length), units, labels.length);
        return Promotion.compare(rows, alike, 1);
    }
}
