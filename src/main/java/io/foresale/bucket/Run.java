package io.foresale.bucket;

import io.foresale.domain.ObjectRef;
import io.foresale.domain.Problem;
import io.foresale.domain.RunRecord;
import io.foresale.domain.RunRecord.Progress;
import io.foresale.domain.RunRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One run while it runs: a stage tells it how far it has come. Safe for any number of threads. */
public final class Run {

    /** Progress is written to the bucket no more often than this; every put costs. Listeners hear of all of it. */
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(2);

    private final Runs runs;
    private final Map<String, Number> counts = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<ObjectRef> outputs = new ArrayList<>();
    private Optional<String> outcome = Optional.empty();
    private State endState = State.SUCCEEDED;
    private RunRecord record;
    private Instant lastWrite;

    Run(Runs runs, RunRecord record) {
        this.runs = runs;
        this.record = record;
        this.lastWrite = record.started();
    }

    /** So much of so much is done. */
    public synchronized void progress(long done, long total, String unit) {
        record = with(State.RUNNING, Optional.empty(), Optional.of(new Progress(done, total, unit)), Optional.empty());
        if (Duration.between(lastWrite, runs.now()).compareTo(BETWEEN_WRITES) >= 0) {
            lastWrite = runs.now();
            runs.write(record);
        } else {
            runs.announce(record);
        }
    }

    public synchronized void count(String name, Number value) {
        counts.put(name, value);
    }

    public synchronized void count(Map<String, ? extends Number> values) {
        counts.putAll(values);
    }

    public synchronized void warn(String sentence) {
        warnings.add(sentence);
    }

    /** What came of it, as a sentence. */
    public synchronized void outcome(String sentence) {
        outcome = Optional.of(sentence);
    }

    /** There was nothing to do, for this reason. */
    public synchronized void skip(String sentence) {
        outcome(sentence);
        endState = State.SKIPPED;
    }

    public synchronized void output(ObjectRef ref) {
        outputs.add(ref);
    }

    synchronized RunRecord record() {
        return record;
    }

    synchronized void end() {
        end(endState, Optional.empty());
    }

    synchronized void end(State state, Optional<Problem> problem) {
        record = with(state, Optional.of(runs.now()), record.progress(), problem);
        runs.write(record);
    }

    private RunRecord with(
            State state, Optional<Instant> ended, Optional<Progress> progress, Optional<Problem> problem) {
        return new RunRecord(
                record.id(),
                record.dataset(),
                record.function(),
                state,
                record.started(),
                ended,
                progress,
                new TreeMap<>(counts),
                outcome,
                List.copyOf(warnings),
                problem,
                record.inputs(),
                List.copyOf(outputs));
    }
}
