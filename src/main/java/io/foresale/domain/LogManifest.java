package io.foresale.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A log of events after {@code fuse}: what it holds, which questions were asked of it and why the others were not.
 *
 * @param first and {@code last}: when its first and last event happened
 * @param asOf when the last event was received
 * @param counts of the log's events
 * @param asked the feature table of each question, by the question's word
 * @param passedBy why the other questions were not asked
 */
public record LogManifest(
        DatasetName dataset,
        Instant first,
        Instant last,
        Instant asOf,
        Map<String, Long> counts,
        Map<String, ObjectRef> asked,
        List<String> passedBy) {}
