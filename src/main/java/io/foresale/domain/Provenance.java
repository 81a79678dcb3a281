package io.foresale.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What made a model, enough to make it again.
 *
 * @param sources the uploads, with the content they had
 * @param features the feature table
 * @param configDigest of the data set's configuration
 * @param embeddingModel of the texts
 * @param intentModel that judged the intent in texts
 * @param learner and its version
 * @param parameters strength, reduction, folds …
 * @param seed of the folds and resamples
 * @param horizonDays how far the label looks: of a table where the owner said so, of events always
 * @param codeVersion of Foresale
 * @param counts rows, positives, negatives it was trained on, and {@code tablePositives} that the feature table has
 * @param allowedLeaks features that alone tell who bought, and which the owner allowed
 * @param log what was asked of which part of a log; absent for a data set of kind table
 */
public record Provenance(
        DatasetName dataset,
        List<ObjectRef> sources,
        ObjectRef features,
        Digest configDigest,
        Optional<String> embeddingModel,
        Optional<String> intentModel,
        String learner,
        Map<String, String> parameters,
        long seed,
        Optional<Integer> horizonDays,
        String codeVersion,
        Map<String, Long> counts,
        List<String> allowedLeaks,
        Optional<Log> log) {

    /**
     * What was asked of which part of a log.
     *
     * @param lookBackDays how far features look back from a cut-off
     * @param cutoffs of all examples; empty for sessions
     * @param learnedUntil the end of the last label that was learned from
     */
    public record Log(Question question, int lookBackDays, List<Instant> cutoffs, Instant learnedUntil) {}
}
