package io.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RankingTest {

    @Property(tries = 200)
    void noIncreasingMapOfTheScoresChangesTheAreas(@ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int rows) {
        var labels = labels(seed, rows);
        var scores = scores(seed, rows);
        var mapped = Arrays.stream(scores).map(score -> Math.exp(3 * score) - 7).toArray();

        assertThat(new Ranking(labels, mapped).rocAuc(ones(rows)))
                .isEqualTo(new Ranking(labels, scores).rocAuc(ones(rows)));
        assertThat(new Ranking(labels, mapped).averagePrecision())
                .isEqualTo(new Ranking(labels, scores).averagePrecision());
    }

    @Property(tries = 200)
    void theAreaIsTheWeightedShareOfPairsInTheRightOrder(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int rows) {
        var labels = labels(seed, rows);
        var scores = scores(seed, rows);
        var weights = new SplittableRandom(seed + 2).ints(rows, 0, 4).toArray();
        weights[0] = 1;
        weights[1] = 2;
        double right = 0;
        double pairs = 0;
        for (int positive = 0; positive < rows; positive++) {
            for (int negative = 0; negative < rows; negative++) {
                if (labels[positive] && !labels[negative]) {
                    double weight = weights[positive] * weights[negative];
                    pairs += weight;
                    right += weight * (Math.signum(scores[positive] - scores[negative]) + 1) / 2;
                }
            }
        }

        assertThat(new Ranking(labels, scores).rocAuc(weights)).isCloseTo(right / pairs, within(1e-12));
    }

    private static int[] ones(int rows) {
        var ones = new int[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static boolean[] labels(long seed, int rows) {
        var random = new SplittableRandom(seed);
        var labels = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = random.nextBoolean();
        }
        labels[0] = true;
        labels[1] = false;
        return labels;
    }

    /** Tenths, so that many are equal. */
    private static double[] scores(long seed, int rows) {
        var random = new SplittableRandom(seed + 1);
        return random.doubles(rows).map(score -> Math.floor(score * 10) / 10).toArray();
    }
}
