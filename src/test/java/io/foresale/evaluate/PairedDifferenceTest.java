package io.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.evaluate.PairedDifference.Predictions;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {

    private final boolean[] labels = new boolean[400];
    private final double[] good = new double[400];
    private final double[] noise = new double[400];

    PairedDifferenceTest() {
        var random = new SplittableRandom(3);
        for (int row = 0; row < labels.length; row++) {
            labels[row] = row % 4 == 0;
            good[row] = Math.clamp((labels[row] ? 0.5 : 0.2) + random.nextDouble(-0.2, 0.2), 0, 1);
            noise[row] = random.nextDouble();
        }
    }

    @Test
    void aModelIsNoBetterThanItself() {
        assertThat(PairedDifference.of(labels, good, good, 1))
                .isEqualTo(new PairedDifference(new Interval(0, 0, 0), new Interval(0, 0, 0)));
    }

    @Test
    void aModelThatKnowsSomethingBeatsNoiseBeyondNoiseAndTheOtherWayRound() {
        var better = PairedDifference.of(labels, good, noise, 1);
        assertThat(better.rocAuc().above()).isTrue();
        assertThat(better.logLoss().below()).isTrue();

        var worse = PairedDifference.of(labels, noise, good, 1);
        assertThat(worse.rocAuc().below()).isTrue();
        assertThat(worse.logLoss().above()).isTrue();
    }

    @Test
    void theSeedDecidesTheIntervalButNotTheValue() {
        var difference = PairedDifference.of(labels, good, noise, 1);
        var other = PairedDifference.of(labels, good, noise, 2);

        assertThat(PairedDifference.of(labels, good, noise, 1)).isEqualTo(difference);
        assertThat(other).isNotEqualTo(difference);
        assertThat(other.rocAuc().value()).isEqualTo(difference.rocAuc().value());
    }

    @Test
    void theIntervalOfTheLossIsAsWideAsTheNormalOneOfTheSameRows() {
        var loss = PairedDifference.of(labels, good, noise, 1).logLoss();
        var losses = Metrics.logLosses(labels, good);
        var others = Metrics.logLosses(labels, noise);
        double square = 0;
        for (int i = 0; i < losses.length; i++) {
            square += Math.pow(losses[i] - others[i] - loss.value(), 2) / losses.length;
        }

        assertThat(loss.value())
                .isCloseTo(Metrics.logLoss(labels, good) - Metrics.logLoss(labels, noise), within(1e-12));
        assertThat((loss.high() - loss.low()) / (2 * 1.96 * Math.sqrt(square / losses.length)))
                .isBetween(0.9, 1.1);
    }

    @Test
    void resamplesOfOneClassAreLeftOut() {
        // One buyer in four: a third of all resamples have none, and no area.
        var few = new boolean[] {true, false, false, false};
        var difference =
                PairedDifference.of(few, new double[] {0.9, 0.1, 0.2, 0.3}, new double[] {0.1, 0.9, 0.8, 0.7}, 1);
        assertThat(difference.rocAuc()).isEqualTo(new Interval(1, 1, 1));
    }

    @Test
    void withoutAnyBuyerThereIsNoAreaToCompare() {
        var area = PairedDifference.of(new boolean[3], new double[] {0.1, 0.2, 0.3}, new double[] {0.3, 0.2, 0.1}, 1)
                .rocAuc();
        assertThat(area.value()).isNaN();
        assertThat(area.low()).isNaN();
        assertThat(area.above() || area.below()).isFalse();
    }

    @Test
    void rowsOfAUserThatSayTheSameAreNoMoreEvidenceThanOneOfThem() {
        // Every row four times: alone they would halve the interval; drawn together they leave it as it is.
        int times = 4;
        var many = new boolean[labels.length * times];
        var one = new double[many.length];
        var other = new double[many.length];
        var users = new int[many.length];
        var ones = new double[many.length];
        Arrays.fill(ones, 1);
        for (int row = 0; row < many.length; row++) {
            users[row] = row / times;
            many[row] = labels[users[row]];
            one[row] = good[users[row]];
            other[row] = noise[users[row]];
        }

        var first = Predictions.of(one);
        var second = Predictions.of(other);
        var together = PairedDifference.of(many, first, second, ones, users, 1);

        assertThat(together.logLoss().low())
                .isCloseTo(PairedDifference.of(labels, good, noise, 1).logLoss().low(), within(1e-12));
        var alone = PairedDifference.of(many, one, other, 1);
        assertThat(width(alone.rocAuc()) / width(together.rocAuc())).isBetween(0.4, 0.6);
        assertThat(width(alone.logLoss()) / width(together.logLoss())).isBetween(0.4, 0.6);
    }

    private static double width(Interval interval) {
        return interval.high() - interval.low();
    }

    @Test
    void theLossOfRowsThatStandForManyCountsAsOften() {
        // By hand: the first gains ln 2 on a row of weight 3 and loses ln 2 on one of weight 1.
        var first = Predictions.of(new double[] {0.8, 0.6});
        var second = Predictions.of(new double[] {0.4, 0.2});
        var difference = PairedDifference.of(
                new boolean[] {true, false}, first, second, new double[] {3, 1}, new int[] {0, 0}, 1);
        assertThat(difference.logLoss().value()).isCloseTo((-3 + 1) * Math.log(2) / 4, within(1e-12));
    }
}
