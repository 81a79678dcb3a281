package io.foresale.events;

import io.foresale.port.TableEngine.Session;

/** Which shard a shopper's events and features lie in. */
public final class Shards {

    private Shards() {}

    /**
     * The shard of a row as SQL, from 0.
     *
     * @param user an expression for the user's id
     * @param shards how many there are, a power of two, so that fewer shards are unions of more
     */
    public static String sql(String user, int shards) {
        return "(hash(%s) & %d)::INTEGER".formatted(user, shards - 1);
    }

    /** The shard of one user; the hash is the engine's, so that SQL and Java never disagree. */
    public static int of(String user, int shards, Session session) {
        return shards == 1
                ? 0
                : session.query(row -> (int) row.whole(0), "SELECT " + sql("?", shards), user)
                        .getFirst();
    }
}
