package io.foresale.adapter.remote;

import io.foresale.adapter.remote.Endpoint.Use;
import io.foresale.adapter.remote.RemoteSettings.LongTexts;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.port.EmbeddingModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A model behind an endpoint. Texts go out in calls as large as it takes, several at a time; a call that is refused is
 * parted until the text that is refused stands alone, so none is lost for another's sake.
 */
public final class RemoteModel implements EmbeddingModel {

    /** A chunk of an object's worth: enough to fill several calls at a time. */
    private static final int AT_ONCE = 1_000;

    private static final Meter FREE = new Meter() {
        @Override
        public void before(Usage estimate) {}

        @Override
        public void after(Usage estimate, Usage used) {}
    };

    private final Endpoint endpoint;
    private final LongTexts longTexts;
    private final Guarded guarded;
    private volatile boolean proven;

    public RemoteModel(Endpoint endpoint, RemoteSettings settings, LongSupplier nanoTime) {
        this.endpoint = endpoint;
        this.longTexts = settings.longTexts();
        this.guarded = new Guarded(endpoint, settings, nanoTime);
    }

    @Override
    public String id() {
        return endpoint.name().id();
    }

    @Override
    public int dimensions() {
        return endpoint.dimensions();
    }

    @Override
    public int atOnce() {
        return AT_ONCE;
    }

    @Override
    public Usage estimate(List<String> texts) {
        var pieces = pieces(texts);
        return guarded.estimate(
                Piece.calls(pieces, endpoint.limits()).size(),
                pieces.stream().mapToLong(Piece::tokens).sum());
    }

    @Override
    public List<Outcome> embed(List<String> texts) {
        return embed(texts, FREE);
    }

    @Override
    public List<Outcome> embed(List<String> texts, Meter meter) {
        return embed(texts, Use.STORED, meter);
    }

    @Override
    public List<Outcome> embedWords(List<String> texts) {
        return embed(texts, Use.WORDS, FREE);
    }

    private List<Outcome> embed(List<String> texts, Use use, Meter meter) {
        var attempts = new Attempts(guarded, longTexts, use, meter);
        var outcomes = together(Piece.calls(pieces(texts), endpoint.limits()), attempts, texts.size());
        return judged(outcomes, attempts.setUp());
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
    private List<Outcome> together(List<List<Piece>> calls, Attempts attempts, int texts) {
        int alone = calls.size() == 1 || !proven ? Math.min(1, calls.size()) : 0;
        var results = new PieceOutcomes(texts);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            for (var call : calls.subList(0, alone)) {
                attempts.make(call).forEach(results::add);
            }
            var rest = attempts.setUp().isPresent() ? List.<List<Piece>>of() : calls.subList(alone, calls.size());
            for (var made : threads.invokeAll(rest.stream().map(attempts::of).toList())) {
                made.get().forEach(results::add);
            }
            return results.outcomes();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call of an embedding model failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetriableException("embedding was interrupted", e);
        }
    }

    /**
     * Where something was embedded, all that is told is what became of each text: none is paid twice. Otherwise it may be no
     * text's fault.
     */
    private List<Outcome> judged(List<Outcome> outcomes, Optional<PermanentException> setUp) {
        if (outcomes.stream().anyMatch(Outcome.Embedded.class::isInstance)) {
            proven = true;
            return outcomes;
        }
        setUp.ifPresent(failure -> {
            throw failure;
        });
        if (!proven && !outcomes.isEmpty() && outcomes.stream().allMatch(Outcome.Failed.class::isInstance)) {
            throw PermanentException.invalid(
                    endpoint.name().toString(),
                    "vectors",
                    ((Outcome.Failed) outcomes.getFirst()).reason(),
                    "check the model's name, the length of its vectors and the endpoint's address");
        }
        return outcomes;
    }
}
