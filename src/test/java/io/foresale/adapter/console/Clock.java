package io.foresale.adapter.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes when it is told to. */
final class Clock implements InstantSource {

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void pass(long millis) {
        now = now.plus(Duration.ofMillis(millis));
    }
}
