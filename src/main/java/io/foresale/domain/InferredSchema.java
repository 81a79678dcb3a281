package io.foresale.domain;

import java.util.List;

/**
 * What {@code datasets/<ds>.inferred.json} says: the schema in force and where it came from.
 *
 * @param kind what a row is
 * @param source the upload it was inferred from, the data set's largest that can be read
 * @param configDigest of the owner's configuration that was applied
 * @param inferenceVersion of the rules; a change of them infers anew
 * @param rowsExamined rows of the source that were looked at
 * @param reasons how a log of events was recognised, in words for a person; empty for a table, whose columns say it
 */
public record InferredSchema(
        DatasetKind kind,
        Schema schema,
        ObjectRef source,
        Digest configDigest,
        String inferenceVersion,
        long rowsExamined,
        List<String> reasons) {

    public InferredSchema {
        reasons = List.copyOf(reasons);
    }

    /** Of a table. */
    public InferredSchema(
            DatasetKind kind,
            Schema schema,
            ObjectRef source,
            Digest configDigest,
            String inferenceVersion,
            long rowsExamined) {
        this(kind, schema, source, configDigest, inferenceVersion, rowsExamined, List.of());
    }

    /** Whether it was inferred under this configuration and by these rules. */
    public boolean isOf(Digest configuration, String rules) {
        return configDigest.equals(configuration) && inferenceVersion.equals(rules);
    }
}
