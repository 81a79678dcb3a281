package io.foresale.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One feature table after {@code fuse}: one row per example, of every upload of the data set.
 *
 * @param sources the uploads that are in it
 * @param parts the vectors manifests it was joined from
 * @param rows the Parquet objects with the rows
 * @param counts rows, positives, negatives, unlabelled
 * @param events what a table of events has besides; absent for a data set of kind table
 */
public record FeaturesManifest(
        DatasetName dataset,
        Schema schema,
        Digest configDigest,
        List<ObjectRef> sources,
        List<ObjectRef> parts,
        List<ObjectRef> rows,
        Map<String, Long> counts,
        Optional<EventTable> events) {

    /** The model that is trained on it. */
    public ModelName model() {
        return events.map(table -> table.question().model(dataset)).orElseGet(() -> new ModelName(dataset.value()));
    }
}
