package io.foresale.train;

import io.foresale.domain.EventsConfig.Protocol;
import io.foresale.domain.Question;
import io.foresale.evaluate.Metrics;
import io.foresale.evaluate.PairedDifference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How good a model is on rows it had not seen.
 *
 * @param views the measures of each view
 * @param fusedMinus by how much the fused view is better than each other one
 * @param newToShopper the same of the rows about products that the shopper had not bought before, where there are such
 * @param wholeVisits the same of each visit as far as it went before it ended or bought, one row a visit, where rows are
 *     beginnings of visits
 * @param scope on what it was evaluated; of events only
 */
public record Evaluation(
        int folds,
        long seed,
        Map<View, Metrics> views,
        Map<View, PairedDifference> fusedMinus,
        Optional<Part> newToShopper,
        Optional<Part> wholeVisits,
        Optional<Scope> scope) {

    /** The measures of the model that answers. */
    public Metrics main() {
        return views.containsKey(View.FUSED) ? views.get(View.FUSED) : views.get(View.BEHAVIOUR);
    }

    /** The measures of a part of the rows. */
    public record Part(Map<View, Metrics> views, Map<View, PairedDifference> fusedMinus) {}

    /**
     * Which examples of a log were held out, and how.
     *
     * @param testFrom examples from here on were held out, the model having learned from what was known before; absent
     *     where users were held out
     * @param cutoffs of the held-out examples; empty for sessions
     * @param rows held out
     * @param users of those rows
     */
    public record Scope(
            Question question,
            Protocol protocol,
            Optional<Instant> testFrom,
            List<Instant> cutoffs,
            int lookBackDays,
            int horizonDays,
            long rows,
            long users) {}
}
