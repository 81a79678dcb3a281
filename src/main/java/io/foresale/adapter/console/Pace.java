package io.foresale.adapter.console;

import io.foresale.domain.RunRecord.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How fast a stage goes, measured since its first progress: what it did before that (loading a model) is no work of this
 * unit. A new unit or a step back starts the measurement again.
 */
final class Pace {

    /** Shorter than this a rate is guesswork. */
    private static final Duration SHORTEST = Duration.ofMillis(300);

    private Optional<Progress> first = Optional.empty();
    private Optional<Progress> last = Optional.empty();
    private Instant since = Instant.EPOCH;
    private Instant until = Instant.EPOCH;

    void reached(Progress progress, Instant now) {
        if (last.filter(p -> p.unit().equals(progress.unit()) && p.done() <= progress.done())
                .isEmpty()) {
            first = Optional.of(progress);
            since = now;
        }
        if (last.filter(progress::equals).isEmpty()) {
            last = Optional.of(progress);
            until = now;
        }
    }

    /** Work per second up to the last progress. */
    OptionalDouble perSecond() {
        var time = Duration.between(since, until);
        if (first.isEmpty() || last.isEmpty() || time.compareTo(SHORTEST) < 0) {
            return OptionalDouble.empty();
        }
        double done = last.get().done() - first.get().done();
        return done > 0 ? OptionalDouble.of(done / (time.toNanos() / 1e9)) : OptionalDouble.empty();
    }

    /** The time that is left at this pace. */
    Optional<Duration> left() {
        if (last.isEmpty()
                || last.get().total() <= last.get().done()
                || perSecond().isEmpty()) {
            return Optional.empty();
        }
        double seconds = (last.get().total() - last.get().done()) / perSecond().getAsDouble();
        return Optional.of(Duration.ofMillis((long) (seconds * 1_000)));
    }
}
