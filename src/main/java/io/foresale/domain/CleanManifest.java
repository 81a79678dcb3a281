package io.foresale.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One upload after {@code ingest}.
 *
 * @param source the upload
 * @param schemaDigest of the schema it was cleaned with
 * @param refusal why the upload as a whole could not be read; then it has no rows
 * @param counts accepted, duplicates, rejected, positives, negatives, unlabelled
 * @param rejectedByReason how many lines were refused for which reason
 * @param firstTime and {@code lastTime}: the time range as ISO 8601, where there is a time column
 * @param rows the Parquet objects with the clean rows
 * @param rejects the object with the refused lines, where there are any
 * @param events what it was recognised as; absent for a table, and for an upload that could not be read
 * @param warnings what a person should know of this upload
 */
public record CleanManifest(
        DatasetName dataset,
        ObjectRef source,
        Digest schemaDigest,
        Optional<Problem> refusal,
        Map<String, Long> counts,
        Map<String, Long> rejectedByReason,
        Optional<String> firstTime,
        Optional<String> lastTime,
        List<ObjectRef> rows,
        Optional<ObjectRef> rejects,
        Optional<EventPart> events,
        List<String> warnings) {

    /** The model that embeds this part; the empty string where there is nothing to embed. */
    public String embeddingModel(Schema schema) {
        return rows.isEmpty() ? "" : schema.embeddingModel().orElse("");
    }

    /** The model that judges the intent in this part's texts; empty where none does. */
    public Optional<String> intentModel(Schema schema) {
        return rows.isEmpty() ? Optional.empty() : schema.intentModel();
    }
}
