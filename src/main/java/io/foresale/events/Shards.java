package io.foresale.events;

/** How many shards the events of an upload are spread over. */
final class Shards {

    /**
     * So large an upload, plain, is a shard: small enough for what is asked of it to fit in memory. Each shard is picked out
     * of all rows, so fewer would be faster to take in.
     */
    private static final long BYTES = 300L << 20;

    private static final int MOST = 64;

    private Shards() {}

    /** A power of two, such that a shard of {@code bytes} in all stays near 300 MiB. */
    static int count(long bytes) {
        int shards = 1;
        while (shards < MOST && bytes >= shards * BYTES) {
            shards *= 2;
        }
        return shards;
    }
}
