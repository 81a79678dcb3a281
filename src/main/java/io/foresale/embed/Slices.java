package io.foresale.embed;

import io.foresale.domain.ForesaleException;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.port.Deadline;
import io.foresale.port.TextModel.Outcome;
import java.time.Instant;
import java.time.InstantSource;
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
    private final Deadline deadline;
    private final InstantSource clock;
    private final Instant end;
    private Optional<ForesaleException> ended = Optional.empty();

    Slices(Asked<A> asked, Spending spending, Tally tally, Deadline deadline, InstantSource clock, Instant end) {
        this.asked = asked;
        this.spending = spending;
        this.tally = tally;
        this.deadline = deadline;
        this.clock = clock;
        this.end = end;
    }

    /** Why there is no sense in going on; empty while there is. */
    Optional<ForesaleException> ended() {
        return ended;
    }

    /** Rows of hash and answer of those texts that there is an answer to. */
    List<@Nullable Object[]> rows(List<Text> texts, Runnable progress) {
        var rows = new ArrayList<@Nullable Object[]>();
        for (int from = 0;
                from < texts.size() && ended.isEmpty();
                from += asked.model().atOnce()) {
            rows.addAll(slice(texts.subList(from, Math.min(from + asked.model().atOnce(), texts.size()))));
            progress.run();
        }
        return rows;
    }

    private List<@Nullable Object[]> slice(List<Text> texts) {
        ended = timeIsOver();
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

    private Optional<ForesaleException> timeIsOver() {
        if (deadline.isNear()) {
            return Optional.of(Deadline.over(tally.done(), tally.texts(), "texts"));
        }
        return clock.instant().isBefore(end)
                ? Optional.empty()
                : Optional.of(new RetriableException(
                        "the time for one job is over (foresale.embed.max-time); what was answered is kept", null));
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
