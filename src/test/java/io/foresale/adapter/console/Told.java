package io.foresale.adapter.console;

import io.foresale.domain.DatasetName;
import io.foresale.domain.Problem;
import io.foresale.domain.RunRecord;
import io.foresale.domain.RunRecord.Progress;
import io.foresale.domain.RunRecord.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run as it tells of itself. */
record Told(String function, String dataset, Instant started) {

    RunRecord running() {
        return record(State.RUNNING, Optional.empty(), Map.of(), Optional.empty(), List.of(), Optional.empty());
    }

    RunRecord at(long done, long total, String unit) {
        var progress = Optional.of(new Progress(done, total, unit));
        return record(State.RUNNING, progress, Map.of(), Optional.empty(), List.of(), Optional.empty());
    }

    RunRecord done(String outcome, String... warnings) {
        return record(
                State.SUCCEEDED, Optional.empty(), Map.of(), Optional.of(outcome), List.of(warnings), Optional.empty());
    }

    RunRecord doneAfter(Progress last, String outcome) {
        return record(State.SUCCEEDED, Optional.of(last), Map.of(), Optional.of(outcome), List.of(), Optional.empty());
    }

    RunRecord counted(Map<String, Number> counts) {
        return record(State.SUCCEEDED, Optional.empty(), counts, Optional.empty(), List.of(), Optional.empty());
    }

    RunRecord skipped(String outcome) {
        return record(State.SKIPPED, Optional.empty(), Map.of(), Optional.of(outcome), List.of(), Optional.empty());
    }

    RunRecord failed(Problem problem) {
        return record(State.FAILED, Optional.empty(), Map.of(), Optional.empty(), List.of(), Optional.of(problem));
    }

    private RunRecord record(
            State state,
            Optional<Progress> progress,
            Map<String, Number> counts,
            Optional<String> outcome,
            List<String> warnings,
            Optional<Problem> problem) {
        return new RunRecord(
                function + "-1",
                new DatasetName(dataset),
                function,
                state,
                started,
                Optional.empty(),
                progress,
                counts,
                outcome,
                warnings,
                problem,
                List.of(),
                List.of());
    }
}
