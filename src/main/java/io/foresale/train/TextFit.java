package io.foresale.train;

import io.foresale.model.Encoder;
import io.foresale.model.TextReduction;
import io.foresale.port.EigenSolver;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Learns from training rows how text vectors are centred, scaled and, if wanted, reduced. */
final class TextFit {

    /**
     * The numbers of a text together get this variance. A weight of a column with little variance must be large and is
     * penalised the more; with this, texts and other columns do well under the same penalty.
     */
    private static final double VARIANCE = 9;

    /** How many principal components are tried. */
    static final int MOST_COMPONENTS = 64;

    static final int FEW_COMPONENTS = 16;

    /** Directions are found from so many rows. */
    private static final int MOST_ROWS = 50_000;

    private final EigenSolver solver;
    private final Map<Part, float[][]> known = new ConcurrentHashMap<>();

    TextFit(EigenSolver solver) {
        this.solver = solver;
    }

    /**
     * Learns.
     *
     * @param components how many principal components to keep; 0 for all dimensions as they are
     */
    Encoder.Text fit(String name, int dimensions, float[][] column, int[] rows, int components) {
        var present = Arrays.stream(rows).filter(r -> column[r].length > 0).toArray();
        var mean = mean(column, present, dimensions);
        float scale = (float) Math.sqrt(VARIANCE / Math.max(1e-9, variance(column, present, mean)));
        var reduction = components == 0 || components >= dimensions
                ? new TextReduction.Whole(mean, scale)
                : new TextReduction.PrincipalComponents(
                        mean, scale, components(name, column, present, mean, components));
        return new Encoder.Text(name, reduction, present.length < rows.length);
    }

    private static float[] mean(float[][] column, int[] rows, int dimensions) {
        var sum = new double[dimensions];
        for (int row : rows) {
            for (int i = 0; i < dimensions; i++) {
                sum[i] += column[row][i];
            }
        }
        var mean = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            mean[i] = (float) (sum[i] / Math.max(1, rows.length));
        }
        return mean;
    }

    private static double variance(float[][] column, int[] rows, float[] mean) {
        double sum = 0;
        for (int row : rows) {
            for (int i = 0; i < mean.length; i++) {
                double off = column[row][i] - mean[i];
                sum += off * off;
            }
        }
        return sum / Math.max(1, rows.length);
    }

    /** Rows of a column. Views and reductions ask for the components of the same rows, and finding them takes long. */
    private record Part(String column, int[] rows) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Part part && column.equals(part.column) && Arrays.equals(rows, part.rows);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(rows);
        }
    }

    private float[][] components(String name, float[][] column, int[] rows, float[] mean, int count) {
        var most = known.computeIfAbsent(new Part(name, rows), part -> components(column, rows, mean));
        return Arrays.copyOf(most, Math.min(count, most.length));
    }

    private float[][] components(float[][] column, int[] rows, float[] mean) {
        var vectors = solver.largest(covariance(column, thinned(rows), mean), Math.min(MOST_COMPONENTS, mean.length));
        var components = new float[vectors.length][mean.length];
        for (int c = 0; c < vectors.length; c++) {
            for (int i = 0; i < mean.length; i++) {
                components[c][i] = (float) vectors[c][i];
            }
        }
        return components;
    }

    /** Every so manieth row: so many show the same directions as all. */
    private static int[] thinned(int[] rows) {
        int step = Math.ceilDiv(rows.length, MOST_ROWS);
        return step <= 1
                ? rows
                : IntStream.range(0, rows.length / step)
                        .map(i -> rows[i * step])
                        .toArray();
    }

    private static double[][] covariance(float[][] column, int[] rows, float[] mean) {
        int n = mean.length;
        var sums = new double[n][n];
        var off = new double[n];
        for (int row : rows) {
            for (int i = 0; i < n; i++) {
                off[i] = column[row][i] - mean[i];
            }
            for (int i = 0; i < n; i++) {
                addScaled(sums[i], off, off[i], i);
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                sums[i][j] /= Math.max(1, rows.length);
                sums[j][i] = sums[i][j];
            }
        }
        return sums;
    }

    /** A loop of its own, which the JIT turns into vector instructions. */
    private static void addScaled(double[] sums, double[] values, double factor, int last) {
        for (int j = 0; j <= last; j++) {
            sums[j] += factor * values[j];
        }
    }
}
