package io.foresale.embed;

import io.foresale.domain.ForesaleException;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.port.Deadline;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModel.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives a model the texts of a job, slice by slice, until there is no sense in going on: then what was embedded is still
 * handed over, so that it is not paid for again. For one thread.
 */
final class Slices {

    private final EmbeddingModel model;
    private final Spending spending;
    private final Tally tally;
    private final Deadline deadline;
    private final InstantSource clock;
    private final Instant end;
    private Optional<ForesaleException> ended = Optional.empty();

    Slices(EmbeddingModel model, Spending spending, Tally tally, Deadline deadline, InstantSource clock, Instant end) {
        this.model = model;
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

    /** Rows of hash and vector of those texts that could be embedded. */
    List<Object[]> rows(List<Text> texts, Runnable progress) {
        var rows = new ArrayList<Object[]>();
        for (int from = 0; from < texts.size() && ended.isEmpty(); from += model.atOnce()) {
            rows.addAll(slice(texts.subList(from, Math.min(from + model.atOnce(), texts.size()))));
            progress.run();
        }
        return rows;
    }

    private List<Object[]> slice(List<Text> texts) {
        ended = timeIsOver();
        if (ended.isPresent()) {
            return List.of();
        }
        try {
            var rows = told(texts, model.embed(texts.stream().map(Text::text).toList(), spending));
            ended = spending.refused()
                    .<ForesaleException>map(refusal -> refusal)
                    .or(() -> rows.isEmpty() ? tally.unreached() : Optional.empty());
            return rows;
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
                        "the time for one job is over (foresale.embed.max-time); what was embedded is kept", null));
    }

    private List<Object[]> told(List<Text> texts, List<Outcome> outcomes) {
        var rows = new ArrayList<Object[]>();
        for (int i = 0; i < texts.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Embedded embedded -> {
                    rows.add(new Object[] {texts.get(i).hash(), embedded.vector()});
                    tally.embedded();
                }
                case Outcome.Failed failed -> tally.failed(failed.reason());
                case Outcome.Unreached unreached -> tally.unreached(unreached.reason());
            }
        }
        return rows;
    }
}
