package io.foresale.adapter.newton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.adapter.liblinear.LiblinearLearner;
import io.foresale.port.Learner;
import io.foresale.port.LearnerContract;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NewtonLearnerTest extends LearnerContract {

    private static final List<Double> STRENGTHS = List.of(0.004, 0.06, 1.0);

    private final float[][] rows = new float[3000][41];
    private final boolean[] labels = new boolean[3000];

    NewtonLearnerTest() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < rows.length; i++) {
            double sum = -2;
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = (float) (j % 3 == 0 ? random.nextInt(2) : random.nextDouble(-2, 2));
                sum += rows[i][j] * (j % 5 - 2) / 4;
            }
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-sum));
        }
    }

    @Override
    protected Learner learner() {
        return new NewtonLearner();
    }

    @Test
    void itComesToTheSameProbabilitiesAsLiblinear() {
        var own = learner().fit(rows, labels, STRENGTHS);
        var liblinear = new LiblinearLearner().fit(rows, labels, STRENGTHS);
        for (int s = 0; s < STRENGTHS.size(); s++) {
            for (var row : rows) {
                assertThat(own.get(s).probability(row))
                        .isCloseTo(liblinear.get(s).probability(row), within(0.01));
            }
        }
    }

    @Test
    void whereItStopsTheGradientHasAlmostGone() {
        var model = learner().fit(rows, labels, List.of(1.0)).getFirst();
        var gradient = model.weights().clone();
        var atZero = new double[gradient.length];
        for (int i = 0; i < rows.length; i++) {
            double off = model.probability(rows[i]) - (labels[i] ? 1 : 0);
            for (int j = 0; j < gradient.length; j++) {
                gradient[j] += off * rows[i][j];
                atZero[j] += (labels[i] ? -0.5 : 0.5) * rows[i][j];
            }
        }
        assertThat(length(gradient) / length(atZero)).isLessThan(0.005);
    }

    private static double length(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    @Test
    void theLearnerIsChosenByHowManyNumbersTheTableHas() {
        var bySize = new LearnerBySize(new LiblinearLearner(), new NewtonLearner(), 3000 * 41);
        var alike = bySize.fit(rows, labels, STRENGTHS).getFirst();
        assertThat(alike.weights())
                .isEqualTo(new LiblinearLearner()
                        .fit(rows, labels, STRENGTHS)
                        .getFirst()
                        .weights());

        var less = new LearnerBySize(new LiblinearLearner(), new NewtonLearner(), 3000 * 41 - 1);
        assertThat(less.fit(rows, labels, STRENGTHS).getFirst().weights())
                .isEqualTo(learner().fit(rows, labels, STRENGTHS).getFirst().weights());
        assertThat(less.id())
                .isEqualTo(
                        "liblinear 2.44, L2-regularised logistic regression (primal); beyond 122,999 numbers Newton's"
                                + " method, L2-regularised logistic regression");
    }
}
