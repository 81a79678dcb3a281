package io.foresale.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What a log of events holds, all uploads together.
 *
 * @param first and {@code last}: when its first and last event happened, without strays
 * @param asOf when the last event was received
 * @param withUser events of a known user
 * @param users with an id, about
 * @param purchases by a known user
 * @param sessionPurchases purchases in a session
 * @param others events that are neither purchase nor refund
 * @param settled events so far back that their visit is over
 * @param entangled whether what one shard holds says something of another: an event tells which user an anonymous id turned out
 *     to be, or uploads of the same time may tell one event of two users
 * @param strays so few events, so long before all others, that their times are hardly right
 * @param lateStrays the same behind all others
 */
public record LogSpan(
        Instant first,
        Instant last,
        Instant asOf,
        long withUser,
        long users,
        long purchases,
        long sessionPurchases,
        long others,
        long settled,
        boolean entangled,
        long strays,
        long lateStrays) {

    public Map<String, Long> counts() {
        return Map.of(
                "withUser", withUser,
                "users", users,
                "purchases", purchases,
                "sessionPurchases", sessionPurchases,
                "others", others,
                "settled", settled);
    }

    /** Whether enough visits are known to be over that those that may still go on can be left out. */
    public boolean mostlySettled() {
        return settled * 2 >= others + sessionPurchases;
    }

    /** How many days back from a moment everything that happened lies. */
    public int daysUntil(Instant moment) {
        return (int) Duration.between(first, moment).toDays() + 1;
    }

    public Duration length() {
        return Duration.between(first, last);
    }
}
