package io.foresale.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one call of a function did, for the person who only uploaded a file: {@code runs/<ds>/<id>.json}.
 *
 * @param id begins with the start time, so that the ids of a data set sort by it
 * @param progress how far the stage has come
 * @param counts and measures of what was done, by name
 * @param outcome what came of it, as a sentence
 * @param problem why it failed, with remedy
 */
public record RunRecord(
        String id,
        DatasetName dataset,
        String function,
        State state,
        Instant started,
        Optional<Instant> ended,
        Optional<Progress> progress,
        Map<String, Number> counts,
        Optional<String> outcome,
        List<String> warnings,
        Optional<Problem> problem,
        List<ObjectRef> inputs,
        List<ObjectRef> outputs) {

    /** How a run stands. */
    public enum State {
        RUNNING,
        SUCCEEDED,
        /** There was nothing to do: done before, stale, or left to a later event. */
        SKIPPED,
        FAILED
    }

    /**
     * Work done and work in all, in the stage's own unit.
     *
     * @param unit rows, texts, fits …
     */
    public record Progress(long done, long total, String unit) {}
}
