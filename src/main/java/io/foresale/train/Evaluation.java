package io.foresale.train;

import io.foresale.evaluate.Metrics;
import io.foresale.evaluate.PairedDifference;
import java.util.Map;

/**
 * How good a model is on rows it had not seen.
 *
 * @param views the measures of each view
 * @param fusedMinus by how much the fused view is better than each other one
 */
public record Evaluation(int folds, long seed, Map<View, Metrics> views, Map<View, PairedDifference> fusedMinus) {

    /** The measures of the model that answers. */
    public Metrics main() {
        return views.containsKey(View.FUSED) ? views.get(View.FUSED) : views.get(View.BEHAVIOUR);
    }
}
