package io.foresale.events;

/** How many shards the events of an upload are spread over. */
final class Shards {

    /** So large an upload, plain, is a shard: small enough to be sorted in memory. */
    private static final long BYTES = 512L << 20;

    private static final int MOST = 64;

    private Shards() {}

    /** A power of two, such that a shard of {@code bytes} in all stays near 512 MiB. */
    static int count(long bytes) {
        int shards = 1;
        while (shards < MOST && bytes >= shards * BYTES) {
            shards *= 2;
        }
        return shards;
    }
}
