package io.foresale.domain;

/**
 * What {@code datasets/<ds>.inferred.json} says: the schema in force and where it came from.
 *
 * @param kind what a row is
 * @param source the upload it was inferred from, the data set's largest that can be read
 * @param configDigest of the owner's configuration that was applied
 * @param inferenceVersion of the rules; a change of them infers anew
 * @param rowsExamined rows of the source that were looked at
 */
public record InferredSchema(
        DatasetKind kind,
        Schema schema,
        ObjectRef source,
        Digest configDigest,
        String inferenceVersion,
        long rowsExamined) {}
