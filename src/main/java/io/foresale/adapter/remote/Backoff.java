package io.foresale.adapter.remote;

import io.foresale.adapter.remote.CallFailed.Passing;
import io.smallrye.faulttolerance.api.CustomBackoffStrategy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses between the tries of one call: twice as long each time, half to all of it, and never less than the endpoint asks. */
final class Backoff implements CustomBackoffStrategy {

    private final long longest;
    private long pause;

    Backoff(Duration first, Duration longest) {
        this.longest = longest.toMillis();
        this.pause = Math.min(Math.max(1, first.toMillis()), this.longest);
    }

    @Override
    public long nextDelayInMillis(Throwable failure) {
        long random = ThreadLocalRandom.current().nextLong(pause / 2, pause + 1);
        pause = Math.min(2 * pause, longest);
        return asked(failure).map(after -> after.toMillis() + random).orElse(random);
    }

    private static Optional<Duration> asked(Throwable failure) {
        return failure instanceof Passing passing ? passing.after() : Optional.empty();
    }
}
