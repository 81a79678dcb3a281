package io.foresale.adapter.remote;

import io.foresale.adapter.remote.Endpoint.Use;
import io.foresale.adapter.remote.PieceOutcomes.PieceOutcome;
import io.foresale.adapter.remote.RemoteSettings.LongTexts;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.port.TextModel.Meter;
import io.foresale.port.TextModel.Outcome;
import io.foresale.port.TextModel.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The calls of one endpoint. Texts go out in calls as large as it takes, several at a time; a call that is refused is parted
 * until the text that is refused stands alone, so none is lost for another's sake.
 */
final class RemoteCalls<A> {

    /** Between two looks whether the time is over. */
    private static final Duration LOOK_UP = Duration.ofMillis(100);

    private final Endpoint<A> endpoint;
    private final AnswerKind<A> kind;
    private final LongTexts longTexts;
    private final Guarded<A> guarded;
    private volatile boolean proven;
    private volatile boolean answeredBefore;

    RemoteCalls(Endpoint<A> endpoint, AnswerKind<A> kind, RemoteSettings settings, LongSupplier nanoTime) {
        this.endpoint = endpoint;
        this.kind = kind;
        this.longTexts = settings.longTexts();
        this.guarded = new Guarded<>(endpoint, kind, settings, nanoTime);
    }

    void answeredBefore() {
        answeredBefore = true;
    }

    Usage estimate(List<String> texts) {
        var pieces = pieces(texts);
        return guarded.estimate(
                Piece.calls(pieces, endpoint.limits()).size(),
                pieces.stream().mapToLong(Piece::tokens).sum());
    }

    /** What became of each text, in their order. */
    List<Outcome<A>> make(List<String> texts, Use use, Meter meter) {
        var attempts = new Attempts<A>(guarded, longTexts, use, meter);
        var outcomes = together(Piece.calls(pieces(texts), endpoint.limits()), attempts, texts.size(), meter);
        return told(outcomes, attempts.setUp());
    }

    private List<Piece> pieces(List<String> texts) {
        return IntStream.range(0, texts.size())
                .boxed()
                .flatMap(i -> longTexts == LongTexts.SPLIT
                        ? Piece.allOf(i, texts.get(i), endpoint.limits()).stream()
                        : Stream.of(Piece.of(i, texts.get(i))))
                .toList();
    }

    /**
     * Makes the calls, as many at a time as are let through. Until the model has answered once, the first goes alone: what is
     * wrong with the settings shows in one call.
     */
    private List<Outcome<A>> together(List<List<Piece>> calls, Attempts<A> attempts, int texts, Meter meter) {
        int alone = calls.size() == 1 || !proven ? Math.min(1, calls.size()) : 0;
        var results = new PieceOutcomes<A>(kind, texts);
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            made(calls.subList(0, alone), attempts, meter).forEach(results::add);
            if (attempts.setUp().isEmpty() && !meter.isOver()) {
                made(calls.subList(alone, calls.size()), attempts, meter).forEach(results::add);
            }
            return results.outcomes();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call of a model failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetriableException("calling " + endpoint.name() + " was interrupted", e);
        }
    }

    /** What became of the pieces of these calls, in their order; those under way when the time is over are given up. */
    private List<PieceOutcome<A>> made(List<List<Piece>> calls, Attempts<A> attempts, Meter meter)
            throws ExecutionException, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ended = new ExecutorCompletionService<List<PieceOutcome<A>>>(threads);
            var made =
                    calls.stream().map(call -> ended.submit(attempts.of(call))).toList();
            try {
                for (int open = made.size(); open > 0; ) {
                    open -= ended.poll(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS) == null ? 0 : 1;
                    if (open > 0 && meter.isOver()) {
                        threads.shutdownNow();
                    }
                }
            } finally {
                threads.shutdownNow();
            }
            var outcomes = new ArrayList<PieceOutcome<A>>();
            for (var call : made) {
                outcomes.addAll(call.get());
            }
            return outcomes;
        }
    }

    /**
     * Where something was answered, all that is told is what became of each text: none is paid twice. Otherwise it may be no
     * text's fault.
     */
    private List<Outcome<A>> told(List<Outcome<A>> outcomes, Optional<PermanentException> setUp) {
        if (outcomes.stream().anyMatch(Outcome.Answered.class::isInstance)) {
            proven = true;
            return outcomes;
        }
        setUp.ifPresent(failure -> {
            throw failure;
        });
        if (!proven
                && !answeredBefore
                && !outcomes.isEmpty()
                && outcomes.stream().allMatch(Outcome.Failed.class::isInstance)) {
            throw PermanentException.invalid(
                    endpoint.name().toString(),
                    kind.noun(),
                    ((Outcome.Failed<A>) outcomes.getFirst()).reason(),
                    kind.remedy());
        }
        return outcomes;
    }
}
