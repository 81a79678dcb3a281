package io.foresale.adapter.newton;

import java.util.Arrays;

/**
 * The objective of {@link io.foresale.port.Learner} at one strength, with what Newton's method asks of it. The rows stay the
 * floats they are. Weights and directions have one number a column and, last, the intercept's, which bears no penalty.
 */
final class LogisticLoss {

    private final float[][] rows;
    private final boolean[] labels;
    private final double strength;
    private final int width;
    private final double[] margins;
    private final double[] curvatures;

    LogisticLoss(float[][] rows, boolean[] labels, double strength) {
        this.rows = rows;
        this.labels = labels;
        this.strength = strength;
        this.width = rows[0].length;
        this.margins = new double[rows.length];
        this.curvatures = new double[rows.length];
    }

    int size() {
        return width + 1;
    }

    /** What each row says in a direction; positive where it points to the row's own class. */
    double[] along(double[] direction) {
        var along = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double value = dot(rows[i], direction) + direction[width];
            along[i] = labels[i] ? value : -value;
        }
        return along;
    }

    /** Goes to some weights; the methods below speak of there. */
    void moveTo(double[] weights) {
        System.arraycopy(along(weights), 0, margins, 0, margins.length);
    }

    /** Goes a step in a direction, given what each row says in it. */
    void move(double[] along, double step) {
        for (int i = 0; i < margins.length; i++) {
            margins[i] += step * along[i];
        }
    }

    /** The sum of the losses a step away. */
    double lossAt(double[] along, double step) {
        double sum = 0;
        for (int i = 0; i < margins.length; i++) {
            double margin = margins[i] + step * along[i];
            sum += Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin);
        }
        return strength * sum;
    }

    /** Writes the gradient and the diagonal of the Hessian, and remembers the rows' curvatures. */
    void derive(double[] weights, double[] gradient, double[] diagonal) {
        penalty(weights, gradient);
        Arrays.fill(diagonal, 0, width, 1);
        diagonal[width] = Double.MIN_NORMAL; // never 0, however sure the model is of all rows
        for (int i = 0; i < rows.length; i++) {
            double wrong = 1 / (1 + Math.exp(margins[i]));
            curvatures[i] = strength * wrong * (1 - wrong);
            double pull = labels[i] ? -strength * wrong : strength * wrong;
            addScaled(gradient, rows[i], pull);
            gradient[width] += pull;
            addSquares(diagonal, rows[i], curvatures[i]);
            diagonal[width] += curvatures[i];
        }
    }

    /** Writes the product of the Hessian and a direction. */
    void curve(double[] direction, double[] product) {
        penalty(direction, product);
        for (int i = 0; i < rows.length; i++) {
            double scaled = curvatures[i] * (dot(rows[i], direction) + direction[width]);
            addScaled(product, rows[i], scaled);
            product[width] += scaled;
        }
    }

    private void penalty(double[] of, double[] out) {
        System.arraycopy(of, 0, out, 0, width);
        out[width] = 0;
    }

    /** Four sums at a time, as one would wait for itself at every step. */
    private static double dot(float[] row, double[] weights) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = 0;
        for (; i + 3 < row.length; i += 4) {
            first += row[i] * weights[i];
            second += row[i + 1] * weights[i + 1];
            third += row[i + 2] * weights[i + 2];
            fourth += row[i + 3] * weights[i + 3];
        }
        for (; i < row.length; i++) {
            first += row[i] * weights[i];
        }
        return first + second + third + fourth;
    }

    private static void addScaled(double[] sums, float[] row, double factor) {
        for (int i = 0; i < row.length; i++) {
            sums[i] += factor * row[i];
        }
    }

    private static void addSquares(double[] sums, float[] row, double factor) {
        for (int i = 0; i < row.length; i++) {
            sums[i] += factor * row[i] * row[i];
        }
    }
}
