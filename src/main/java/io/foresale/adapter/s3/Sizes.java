package io.foresale.adapter.s3;

/**
 * From which size on a file is sent in parts.
 *
 * @param parts from so many bytes on, where the write has no condition
 * @param mostAtOnce that fit into one request. Up to there a write with a condition is one request: not every store looks at
 *     conditions where the parts are joined
 * @param part the least that a part has
 * @param mostParts of an object
 */
record Sizes(long parts, long mostAtOnce, long part, int mostParts) {

    /** As S3 limits them; of what has no parts, a broken connection costs all. */
    static final Sizes OF_S3 = new Sizes(64L << 20, 5L << 30, 16L << 20, 10_000);

    boolean inParts(long size, boolean conditional) {
        return size > (conditional ? mostAtOnce : parts);
    }

    /** The bytes of each part but the last. */
    long partOf(long size) {
        return Math.max(part, Math.ceilDiv(size, mostParts));
    }
}
