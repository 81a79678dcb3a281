package io.foresale.adapter.newton;

import io.foresale.model.LogisticModel;
import io.foresale.port.Learner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A {@link Learner} by Newton's method: each step solves for its direction by conjugate gradients, preconditioned by the
 * Hessian's diagonal, and is halved until it is worth it (Nocedal and Wright, Numerical Optimization, 7.1). It needs no
 * memory beside the rows to speak of.
 */
public final class NewtonLearner implements Learner {

    /** Where it stops: the gradient has shrunk to this share of that at zero, as classes are balanced. */
    private static final double TOLERANCE = 0.01;

    private static final int MOST_STEPS = 100;
    private static final int MOST_SOLVER_STEPS = 200;

    /** A step must bring at least this share of what the gradient promises. */
    private static final double WORTH = 1e-4;

    @Override
    public String id() {
        return "Newton's method, L2-regularised logistic regression";
    }

    @Override
    public List<LogisticModel> fit(float[][] rows, boolean[] labels, List<Double> strengths) {
        var weights = new double[rows[0].length + 1];
        var models = new ArrayList<LogisticModel>();
        for (double strength : strengths) {
            minimise(new LogisticLoss(rows, labels, strength), weights, target(labels));
            models.add(new LogisticModel(Arrays.copyOf(weights, weights.length - 1), weights[weights.length - 1]));
        }
        return models;
    }

    /** Of a rare class a smaller gradient still means something. */
    private static double target(boolean[] labels) {
        int positives = 0;
        for (boolean label : labels) {
            positives += label ? 1 : 0;
        }
        return TOLERANCE * Math.max(1, Math.min(positives, labels.length - positives)) / labels.length;
    }

    private static void minimise(LogisticLoss loss, double[] weights, double target) {
        var gradient = new double[loss.size()];
        var diagonal = new double[loss.size()];
        var zero = new double[loss.size()];
        loss.moveTo(zero);
        loss.derive(zero, gradient, diagonal);
        double atZero = length(gradient);
        loss.moveTo(weights);
        for (int step = 0; step < MOST_STEPS; step++) {
            loss.derive(weights, gradient, diagonal);
            double left = length(gradient) / atZero;
            if (!(left > target)) {
                return;
            }
            var direction = direction(loss, gradient, diagonal, Math.min(0.5, Math.sqrt(left)));
            if (!walk(loss, weights, gradient, direction)) {
                return;
            }
        }
    }

    /** Solves Hessian · direction = -gradient until the residual has shrunk to a share. */
    private static double[] direction(LogisticLoss loss, double[] gradient, double[] diagonal, double share) {
        int size = gradient.length;
        var direction = new double[size];
        var residual = new double[size];
        var ahead = new double[size];
        var product = new double[size];
        for (int i = 0; i < size; i++) {
            residual[i] = -gradient[i];
            ahead[i] = residual[i] / diagonal[i];
        }
        double norm = dot(residual, ahead);
        double enough = share * share * norm;
        for (int step = 0; step < MOST_SOLVER_STEPS && norm > enough; step++) {
            loss.curve(ahead, product);
            double way = norm / dot(ahead, product);
            double next = 0;
            for (int i = 0; i < size; i++) {
                direction[i] += way * ahead[i];
                residual[i] -= way * product[i];
                next += residual[i] * residual[i] / diagonal[i];
            }
            for (int i = 0; i < size; i++) {
                ahead[i] = residual[i] / diagonal[i] + next / norm * ahead[i];
            }
            norm = next;
        }
        return direction;
    }

    /** Goes in a direction as far as it pays; false where it does not pay at all, as rounding is all that is left. */
    private static boolean walk(LogisticLoss loss, double[] weights, double[] gradient, double[] direction) {
        var along = loss.along(direction);
        double promised = dot(gradient, direction);
        double before = loss.lossAt(along, 0);
        int last = weights.length - 1;
        double cross = dot(weights, direction) - weights[last] * direction[last];
        double square = dot(direction, direction) - direction[last] * direction[last];
        for (double step = 1; step > 1e-6; step /= 2) {
            double change = loss.lossAt(along, step) - before + step * cross + step * step * square / 2;
            if (change <= WORTH * step * promised) {
                loss.move(along, step);
                for (int i = 0; i < weights.length; i++) {
                    weights[i] += step * direction[i];
                }
                return true;
            }
        }
        return false;
    }

    private static double length(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
