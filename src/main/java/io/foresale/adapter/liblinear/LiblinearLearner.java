package io.foresale.adapter.liblinear;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.foresale.model.LogisticModel;
import io.foresale.port.Learner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A {@link Learner} on LIBLINEAR's primal solver, a trust region Newton method, which uses no random numbers. */
public final class LiblinearLearner implements Learner {

    /** Where the solver stops: the gradient has shrunk to this share of the first one, as classes are balanced. */
    private static final double TOLERANCE = 0.01;

    static {
        Linear.disableDebugOutput();
    }

    @Override
    public String id() {
        return "liblinear 2.44, L2-regularised logistic regression (primal)";
    }

    @Override
    public List<LogisticModel> fit(float[][] rows, boolean[] labels, List<Double> strengths) {
        var problem = problem(rows, labels);
        var parameter = new Parameter(SolverType.L2R_LR, 1, TOLERANCE);
        parameter.setRegularizeBias(false);
        var models = new ArrayList<LogisticModel>();
        for (double strength : strengths) {
            parameter.setC(strength);
            var model = Linear.train(problem, parameter);
            parameter.setInitSol(model.getFeatureWeights());
            models.add(logistic(model));
        }
        return models;
    }

    private static Problem problem(float[][] rows, boolean[] labels) {
        var problem = new Problem();
        problem.l = rows.length;
        problem.bias = 1;
        problem.n = rows[0].length + 1;
        problem.x = Arrays.stream(rows).map(LiblinearLearner::nodes).toArray(Feature[][]::new);
        problem.y = new double[labels.length];
        Arrays.setAll(problem.y, i -> labels[i] ? 1 : 0);
        return problem;
    }

    /** The numbers that are not 0, and the 1 that the intercept weighs. */
    private static Feature[] nodes(float[] row) {
        var nodes = new ArrayList<Feature>(row.length + 1);
        for (int i = 0; i < row.length; i++) {
            if (row[i] != 0) {
                nodes.add(new Node(i + 1, row[i]));
            }
        }
        nodes.add(new Node(row.length + 1, 1));
        return nodes.toArray(Feature[]::new);
    }

    /** LIBLINEAR's first class is that of the first row; its weights speak for that class. */
    private static LogisticModel logistic(Model model) {
        double sign = model.getLabels()[0] == 1 ? 1 : -1;
        var all = Arrays.stream(model.getFeatureWeights()).map(w -> sign * w).toArray();
        return new LogisticModel(Arrays.copyOf(all, all.length - 1), all[all.length - 1]);
    }

    /** Half the size of LIBLINEAR's own: a training holds millions of them. */
    private record Node(int index, float value) implements Feature {
        @Override
        public int getIndex() {
            return index;
        }

        @Override
        public double getValue() {
            return value;
        }

        @Override
        public void setValue(double value) {
            throw new IllegalStateException("nodes are not changed");
        }
    }
}
