package io.foresale.adapter.remote;

import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.Endpoint.Answer;
import io.foresale.adapter.remote.Endpoint.Use;
import io.foresale.domain.PermanentException;
import io.foresale.port.TextModel.Meter;
import io.foresale.port.TextModel.Usage;
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
final class Guarded<A> {

    private static final double FAILED = 0.8;
    private static final double MILLION = 1e6;

    private final Endpoint<A> endpoint;
    private final AnswerKind<A> kind;
    private final RemoteSettings settings;
    private final Semaphore places;
    private final Optional<Allowance> requests;
    private final Optional<Allowance> tokens;
    private final Guard guard;

    Guarded(Endpoint<A> endpoint, AnswerKind<A> kind, RemoteSettings settings, LongSupplier nanoTime) {
        this.endpoint = endpoint;
        this.kind = kind;
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
     * The answers to these texts, checked.
     *
     * @throws Passing where all tries failed, or none is made since too many failed
     */
    List<A> call(List<String> texts, Use use, Meter meter) throws InterruptedException {
        places.acquire();
        var tries = new Tries<A>();
        try {
            guard.call(() -> tries.answered(() -> once(texts, use, meter)), Boolean.class);
            return tries.answers();
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
    private static final class Tries<A> {

        private List<A> answers = List.of();
        private boolean allMalformed = true;

        boolean answered(Callable<List<A>> next) throws Exception {
            try {
                answers = next.call();
                return true;
            } catch (Passing e) {
                allMalformed &= e.lasting().isPresent();
                throw e;
            }
        }

        List<A> answers() {
            return answers;
        }

        boolean allMalformed() {
            return allMalformed;
        }
    }

    private List<A> once(List<String> texts, Use use, Meter meter) throws InterruptedException {
        var estimate = estimate(1, texts.stream().mapToLong(Tokens::atMost).sum());
        meter.before(estimate);
        var used = Usage.NONE;
        try {
            waitFor(requests, 1);
            waitFor(tokens, estimate.tokens());
            used = new Usage(1, 0, 0);
            var answer = endpoint.call(texts, use);
            used = used(answer, estimate);
            return checked(answer, texts.size());
        } catch (Passing e) {
            used = e.perhapsPaid() ? estimate : used;
            throw e;
        } finally {
            meter.after(estimate, used);
        }
    }

    private List<A> checked(Answer<A> answer, int texts) {
        if (answer.answers().size() != texts) {
            throw Passing.malformed(PermanentException.invalid(
                    "the answer of " + endpoint.name(),
                    texts + " " + kind.noun(),
                    String.valueOf(answer.answers().size()),
                    kind.remedy()));
        }
        return answer.answers().stream().map(kind::checked).toList();
    }

    /** What so many calls with texts of so many tokens take at most. */
    Usage estimate(long calls, long tokensOfTexts) {
        var limits = endpoint.limits();
        return usage(calls, tokensOfTexts + calls * limits.tokensBeside(), calls * limits.tokensWritten());
    }

    private Usage used(Answer<A> answer, Usage estimate) {
        long written = answer.written().orElse(endpoint.limits().tokensWritten());
        long read = answer.tokens().orElse(estimate.tokens() - endpoint.limits().tokensWritten());
        return usage(1, read, written);
    }

    private Usage usage(long calls, long read, long written) {
        double money = (read * settings.price() + written * settings.writtenPrice()) / MILLION;
        return new Usage(calls, read + written, money);
    }

    private static void waitFor(Optional<Allowance> allowance, long amount) throws InterruptedException {
        if (allowance.isPresent()) {
            TimeUnit.NANOSECONDS.sleep(allowance.get().take(amount));
        }
    }
}
