package io.foresale.adapter.remote;

import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.Endpoint.Answer;
import io.foresale.adapter.remote.Endpoint.Use;
import io.foresale.port.EmbeddingModel.Meter;
import io.foresale.port.EmbeddingModel.Usage;
import io.smallrye.faulttolerance.api.Guard;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Calls an endpoint as often as it may be called and until it has answered well, tries and time permitting. */
final class Guarded {

    private static final double FAILED = 0.8;
    private static final double MILLION = 1e6;

    private final Endpoint endpoint;
    private final RemoteSettings settings;
    private final Semaphore places;
    private final Optional<Allowance> requests;
    private final Optional<Allowance> tokens;
    private final Guard guard;

    Guarded(Endpoint endpoint, RemoteSettings settings, LongSupplier nanoTime) {
        this.endpoint = endpoint;
        this.settings = settings;
        this.places = new Semaphore(settings.concurrency(), true);
        this.requests = allowance(settings.requestsPerMinute(), nanoTime);
        this.tokens = allowance(settings.tokensPerMinute(), nanoTime);
        this.guard = guard(settings);
    }

    private static Optional<Allowance> allowance(OptionalLong perMinute, LongSupplier nanoTime) {
        return perMinute.isPresent() ? Optional.of(new Allowance(perMinute.getAsLong(), nanoTime)) : Optional.empty();
    }

    /** A throttled call says that the endpoint is well: the breaker does not count it as failed. */
    private static Guard guard(RemoteSettings settings) {
        return Guard.create()
                .withCircuitBreaker()
                .when(failure -> failure instanceof Passing passing && !passing.throttled())
                .requestVolumeThreshold(settings.breakAfter())
                .failureRatio(FAILED)
                .delay(settings.breakFor().toMillis(), ChronoUnit.MILLIS)
                .done()
                .withRetry()
                .maxRetries(settings.tries() - 1)
                .maxDuration(0, ChronoUnit.MILLIS)
                .whenException(failure -> worthAnotherTry(failure, settings.longestPause()))
                .withCustomBackoff()
                .strategy(() -> new Backoff(settings.firstPause(), settings.longestPause()))
                .done()
                .done()
                .build();
    }

    private static boolean worthAnotherTry(Throwable failure, Duration longestPause) {
        return failure instanceof Passing passing
                && passing.after().orElse(Duration.ZERO).compareTo(longestPause) <= 0;
    }

    /**
     * The vectors of these texts, checked, of unit length.
     *
     * @throws Passing where all tries failed, or none is made since too many failed
     */
    List<float[]> call(List<String> texts, Use use, Meter meter) throws InterruptedException {
        places.acquire();
        var tries = new Tries();
        try {
            return guard.call(() -> tries.of(() -> once(texts, use, meter)), Vectors.class)
                    .vectors();
        } catch (Passing e) {
            throw tries.allMalformed() ? e : Passing.down(String.valueOf(e.getMessage()), Optional.empty(), e);
        } catch (CircuitBreakerOpenException e) {
            throw Passing.down(
                    endpoint.name() + " failed too often and is not called for "
                            + settings.breakFor().toSeconds() + " s",
                    Optional.empty(),
                    e);
        } catch (RuntimeException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            places.release();
        }
    }

    /** Whether an endpoint answers with something else or is only out of order shows over all tries of a call. */
    private static final class Tries {

        private boolean allMalformed = true;

        Vectors of(Callable<Vectors> next) throws Exception {
            try {
                return next.call();
            } catch (Passing e) {
                allMalformed &= e.lasting().isPresent();
                throw e;
            }
        }

        boolean allMalformed() {
            return allMalformed;
        }
    }

    private Vectors once(List<String> texts, Use use, Meter meter) throws InterruptedException {
        var estimate = estimate(1, texts.stream().mapToLong(Tokens::atMost).sum());
        meter.before(estimate);
        var used = Usage.NONE;
        try {
            waitFor(requests, 1);
            waitFor(tokens, estimate.tokens());
            used = estimate(1, 0);
            var answer = endpoint.call(texts, use);
            used = used(answer, estimate);
            return Vectors.of(answer, texts.size(), endpoint);
        } finally {
            meter.after(estimate, used);
        }
    }

    Usage estimate(long calls, long tokenCount) {
        return new Usage(calls, tokenCount, tokenCount * settings.price() / MILLION);
    }

    private Usage used(Answer answer, Usage estimate) {
        return estimate(1, answer.tokens().orElse(estimate.tokens()));
    }

    private static void waitFor(Optional<Allowance> allowance, long amount) throws InterruptedException {
        if (allowance.isPresent()) {
            TimeUnit.NANOSECONDS.sleep(allowance.get().take(amount));
        }
    }
}
