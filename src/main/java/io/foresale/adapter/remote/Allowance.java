package io.foresale.adapter.remote;

import java.util.function.LongSupplier;

/**
 * A token bucket: so much a minute, of which a tenth may come in a burst. More than is there may be taken as soon as
 * anything is; who comes after waits for the debt to be paid.
 */
final class Allowance {

    private static final double MINUTE = 60e9;

    private final double perNano;
    private final double burst;
    private final LongSupplier nanoTime;
    private double there;
    private long seen;

    Allowance(long perMinute, LongSupplier nanoTime) {
        this.perNano = perMinute / MINUTE;
        this.burst = Math.max(1, perMinute / 10.0);
        this.nanoTime = nanoTime;
        this.there = burst;
        this.seen = nanoTime.getAsLong();
    }

    /** Takes so much; the answer is for how many nanoseconds the taker must wait before using it. */
    synchronized long take(long amount) {
        long now = nanoTime.getAsLong();
        there = Math.min(burst, there + (now - seen) * perNano);
        seen = now;
        double missing = Math.max(0, Math.min(amount, 1) - there);
        there -= amount;
        return (long) Math.ceil(missing / perNano);
    }
}
