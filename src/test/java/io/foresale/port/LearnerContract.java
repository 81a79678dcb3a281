package io.foresale.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.model.LogisticModel;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What every {@link Learner} does. */
public abstract class LearnerContract {

    /** How far from the optimum the solver may stop. */
    private static final Offset<Double> CLOSE = within(0.02);

    private static final float[][] SIX = {{0, 1}, {1, 0}, {2, 1}, {3, -1}, {4, 2}, {5, 0}};
    private static final boolean[] LABELS = {false, false, true, false, true, true};

    protected abstract Learner learner();

    @Test
    void theWeightsAreScikitLearns() {
        // LogisticRegression(C=0.5, tol=1e-10) and C=5 of scikit-learn 1.2.1 on the same six rows.
        var models = learner().fit(SIX, LABELS, List.of(0.5, 5.0));

        assertThat(models.get(0).intercept()).isCloseTo(-1.74312779, CLOSE);
        assertThat(models.get(0).weights()).containsExactly(new double[] {0.6135721, 0.49587402}, CLOSE);
        assertThat(models.get(1).intercept()).isCloseTo(-3.89945594, CLOSE);
        assertThat(models.get(1).weights()).containsExactly(new double[] {1.39778234, 1.88067605}, CLOSE);
    }

    @Test
    void theInterceptIsFreeOfThePenalty() {
        // With next to no strength the weights vanish and the intercept is still the log odds of the labels, one to
        // three.
        var labels = new boolean[] {true, false, false, false};
        var model = fit(new float[][] {{1}, {2}, {1}, {2}}, labels, 1e-4);

        assertThat(model.intercept()).isCloseTo(Math.log(1 / 3.0), CLOSE);
        assertThat(model.weights()[0]).isCloseTo(0, within(1e-3));
    }

    @Test
    void theLabelOfTheFirstRowDoesNotTurnTheModelAround() {
        var falseFirst = fit(new float[][] {{0}, {0}, {1}, {1}}, new boolean[] {false, false, true, true}, 1);
        var trueFirst = fit(new float[][] {{1}, {1}, {0}, {0}}, new boolean[] {true, true, false, false}, 1);

        assertThat(falseFirst.weights()[0]).isPositive().isCloseTo(trueFirst.weights()[0], CLOSE);
        assertThat(falseFirst.intercept()).isCloseTo(trueFirst.intercept(), CLOSE);
    }

    @Test
    void strengthsInOneGoEqualThoseOneByOneAndEqualInputGivesEqualBits() {
        var random = new SplittableRandom(5);
        var rows = new float[300][6];
        var labels = new boolean[300];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < 6; j++) {
                rows[i][j] = (float) random.nextDouble(-1, 1);
            }
            labels[i] = rows[i][0] - rows[i][1] + random.nextDouble(-1, 1) > 0.5;
        }
        var strengths = List.of(0.01, 0.1, 1.0);
        var together = learner().fit(rows, labels, strengths);
        var again = learner().fit(rows, labels, strengths);

        for (int s = 0; s < strengths.size(); s++) {
            var alone = fit(rows, labels, strengths.get(s));
            for (var row : rows) {
                assertThat(together.get(s).probability(row)).isCloseTo(alone.probability(row), within(0.005));
            }
            assertThat(again.get(s).weights()).isEqualTo(together.get(s).weights());
            assertThat(again.get(s).intercept()).isEqualTo(together.get(s).intercept());
        }
    }

    private LogisticModel fit(float[][] rows, boolean[] labels, double strength) {
        return learner().fit(rows, labels, List.of(strength)).getFirst();
    }
}
