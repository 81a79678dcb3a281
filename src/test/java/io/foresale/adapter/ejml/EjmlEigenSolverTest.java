package io.foresale.adapter.ejml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.port.EigenSolver;
import org.junit.jupiter.api.Test;

class EjmlEigenSolverTest {

    private final EigenSolver solver = new EjmlEigenSolver();

    @Test
    void theDirectionOfMostVarianceComesFirstAndItsLargestEntryIsPositive() {
        // By hand: eigenvalue 3 along (1, 1), 1 along (1, -1); 7 along (2, -1) of the third, 2 along (1, 2).
        double half = Math.sqrt(0.5);
        assertThat(solver.largest(new double[][] {{2, 1}, {1, 2}}, 1)[0])
                .containsExactly(new double[] {half, half}, within(1e-12));
        var both = solver.largest(new double[][] {{6, -2}, {-2, 3}}, 2);
        double unit = Math.sqrt(0.2);
        assertThat(both[0]).containsExactly(new double[] {2 * unit, -unit}, within(1e-12));
        assertThat(both[1]).containsExactly(new double[] {unit, 2 * unit}, within(1e-12));
    }

    @Test
    void aMatrixWithoutVarianceHasDirectionsAllTheSame() {
        var vectors = solver.largest(new double[3][3], 2);
        assertThat(vectors).hasNumberOfRows(2);
        for (var vector : vectors) {
            assertThat(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2])
                    .isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void theMatrixIsLeftAsItIsAndEqualInputGivesEqualOutput() {
        var matrix = new double[][] {{1, 0.5, 0}, {0.5, 4, 0}, {0, 0, 2}};
        var first = solver.largest(matrix, 3);
        assertThat(matrix).isDeepEqualTo(new double[][] {{1, 0.5, 0}, {0.5, 4, 0}, {0, 0, 2}});
        assertThat(solver.largest(matrix, 3)).isDeepEqualTo(first);
    }
}
