package io.foresale.embed;

import io.foresale.domain.ForesaleException;
import io.foresale.domain.PermanentException;
import io.foresale.port.Spending;
import io.foresale.port.TextModel.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives a model the texts of a job, slice by slice, until there is no sense in going on: then what was answered is still
 * handed over, so that it is not paid for again. For one thread.
 */
final class Slices<A> {

    private final Asked<A> asked;
    private final Spending spending;
    private final Tally tally;
    private Optional<ForesaleException> ended = Optional.empty();

    Slices(Asked<A> asked, Spending spending, Tally tally) {
        this.asked = asked;
        this.spending = spending;
        this.tally = tally;
    }

    /** Why there is no sense in going on; empty while there is. */
    Optional<ForesaleException> ended() {
        return ended;
    }

    /** Rows of hash and answer of those texts of a slice that there is an answer to. */
    List<@Nullable Object[]> slice(List<Text> texts) {
        ended = spending.timeIsOver(tally.done(), tally.texts()).map(over -> over);
        if (ended.isPresent()) {
            return List.of();
        }
        try {
            var rows = told(
                    texts, asked.model().answers(texts.stream().map(Text::text).toList(), spending));
            ended = spending.refused()
                    .<ForesaleException>map(refusal -> refusal)
                    .or(tally::answersNothing)
                    .or(() -> rows.isEmpty() ? tally.unreached() : Optional.empty());
            return tally.answersNothing().isPresent() ? List.of() : rows;
        } catch (PermanentException e) {
            ended = Optional.of(e);
            return List.of();
        }
    }

    private List<@Nullable Object[]> told(List<Text> texts, List<Outcome<A>> outcomes) {
        var rows = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < texts.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Answered<A>(var answer) -> {
                    rows.add(asked.row(texts.get(i).hash(), answer));
                    asked.lack(answer).ifPresentOrElse(tally::failed, tally::answered);
                }
                case Outcome.Failed<A>(var reason) -> tally.failed(reason);
                case Outcome.Unreached<A>(var reason) -> tally.unreached(reason);
            }
        }
        return rows;
    }
}
