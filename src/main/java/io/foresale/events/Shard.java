package io.foresale.events;

import io.foresale.port.TableEngine.Session;

/**
 * Some of the users: those whose hash has these low bits. Users of different shards have no events in common, and a user
 * of shard {@code k} of 4 is in shard {@code k % 2} of 2.
 *
 * @param number from 0
 * @param of how many there are, a power of two
 */
public record Shard(int number, int of) {

    /** Everybody. */
    public static final Shard WHOLE = new Shard(0, 1);

    public Shard {
        if (Integer.bitCount(of) != 1 || number < 0 || number >= of) {
            throw new IllegalArgumentException("there is no shard " + number + " of " + of);
        }
    }

    /**
     * Who a row goes with, as SQL over its columns: the row of nobody goes where its session goes, and without one to where
     * the same row of another upload goes.
     *
     * @param events what the columns are qualified with, as {@code "e."}; may be empty
     */
    static String key(String events) {
        return "coalesce(%1$suser_id, %1$ssession_id, %1$sevent_id, %1$s_hash::VARCHAR)".formatted(events);
    }

    /** Whether a row is one of this shard's, as SQL over its columns. */
    String holds() {
        return holds(key(""));
    }

    /** Whether a user is one of this shard's, as SQL. */
    public String holds(String user) {
        return of == 1 ? "true" : "hash(%s) & %d = %d".formatted(user, of - 1, number);
    }

    /** Where a user is, as the number of one of so many shards; the hash is the engine's, so that SQL and Java agree. */
    public static int number(Session session, String user, int of) {
        return of == 1
                ? 0
                : session.query(row -> (int) row.whole(0), "SELECT (hash(?) & %d)::INTEGER".formatted(of - 1), user)
                        .getFirst();
    }
}
