package io.foresale.adapter.ejml;

import io.foresale.port.EigenSolver;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/** An {@link EigenSolver} on EJML's symmetric decomposition. */
public final class EjmlEigenSolver implements EigenSolver {

    @Override
    public double[][] largest(double[][] symmetric, int count) {
        int n = symmetric.length;
        var decomposition = DecompositionFactory_DDRM.eig(n, true, true);
        if (!decomposition.decompose(new DMatrixRMaj(symmetric))) {
            throw new IllegalStateException("the eigenvalues of a matrix of order " + n + " were not found");
        }
        return IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        (Integer i) -> -decomposition.getEigenvalue(i).getReal()))
                .limit(count)
                .map(i -> oriented(decomposition.getEigenVector(i).getData()))
                .toArray(double[][]::new);
    }

    private static double[] oriented(double[] vector) {
        int largest = 0;
        for (int i = 1; i < vector.length; i++) {
            largest = Math.abs(vector[i]) > Math.abs(vector[largest]) ? i : largest;
        }
        double sign = Math.signum(vector[largest]);
        var oriented = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            oriented[i] = vector[i] * sign;
        }
        return oriented;
    }
}
