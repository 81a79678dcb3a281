package io.foresale.domain;

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
 * @param learner and its version
 * @param parameters strength, reduction, folds …
 * @param seed of the folds and resamples
 * @param horizonDays how far the label looks, where the owner said so
 * @param codeVersion of Foresale
 * @param counts rows, positives, negatives it was trained on
 */
public record Provenance(
        DatasetName dataset,
        List<ObjectRef> sources,
        ObjectRef features,
        Digest configDigest,
        Optional<String> embeddingModel,
        String learner,
        Map<String, String> parameters,
        long seed,
        Optional<Integer> horizonDays,
        String codeVersion,
        Map<String, Long> counts) {}
