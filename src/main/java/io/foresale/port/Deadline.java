package io.foresale.port;

import io.foresale.domain.RetriableException;
import java.util.Locale;

/** Until when a call may work, as whoever runs it says: clouds cut a function off in the middle of what it does. */
@FunctionalInterface
public interface Deadline {

    /**
     * Whether so little time is left that no further part of the work is to be begun. Asked between parts, which are to be
     * short beside the time that is left then.
     */
    boolean isNear();

    /** For a process that nobody cuts off. */
    static Deadline none() {
        return () -> false;
    }

    /**
     * Ends a call in time.
     *
     * @param done so many parts, which are kept
     * @throws RetriableException where the deadline is near
     */
    default void check(long done, long all, String parts) {
        if (isNear()) {
            throw over(done, all, parts);
        }
    }

    /** How a call ends in time. */
    static RetriableException over(long done, long all, String parts) {
        return new RetriableException(
                String.format(
                        Locale.ROOT,
                        "time ran out after %,d of %,d %s, which are kept; the redelivery goes on",
                        done,
                        all,
                        parts),
                null);
    }
}
