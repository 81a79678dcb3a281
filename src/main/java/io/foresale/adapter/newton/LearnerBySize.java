package io.foresale.adapter.newton;

import io.foresale.model.LogisticModel;
import io.foresale.port.Learner;
import java.util.List;

/**
 * Two learners of the same objective: one for tables of up to so many numbers, one for larger ones.
 *
 * @param most numbers of a table, rows times columns, that the first is given
 */
public record LearnerBySize(Learner small, Learner large, long most) implements Learner {

    @Override
    public String id() {
        return "%s; beyond %,d numbers %s".formatted(small.id(), most, large.id());
    }

    @Override
    public List<LogisticModel> fit(float[][] rows, boolean[] labels, List<Double> strengths) {
        boolean fits = (long) rows.length * rows[0].length <= most;
        return (fits ? small : large).fit(rows, labels, strengths);
    }
}
