package io.foresale.adapter.remote;

import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.CallFailed.Refused;
import io.foresale.adapter.remote.Endpoint.Use;
import io.foresale.adapter.remote.PieceOutcomes.PieceOutcome;
import io.foresale.adapter.remote.RemoteSettings.LongTexts;
import io.foresale.domain.PermanentException;
import io.foresale.port.TextModel.Meter;
import io.foresale.port.TextModel.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The calls for one list of texts; a call that is refused is parted. What succeeded is never asked for again. */
final class Attempts<A> {

    private final Guarded<A> guarded;
    private final LongTexts longTexts;
    private final Use use;
    private final Meter meter;
    private final AtomicReference<@Nullable PermanentException> setUp = new AtomicReference<>();

    Attempts(Guarded<A> guarded, LongTexts longTexts, Use use, Meter meter) {
        this.guarded = guarded;
        this.longTexts = longTexts;
        this.use = use;
        this.meter = meter;
    }

    /** The first failure that no other call would have been spared. */
    Optional<PermanentException> setUp() {
        return Optional.ofNullable(setUp.get());
    }

    Callable<List<PieceOutcome<A>>> of(List<Piece> call) {
        return () -> make(call);
    }

    /** Makes a call, and further ones where it is refused; ends soon after its thread is interrupted. */
    private List<PieceOutcome<A>> make(List<Piece> call) {
        try {
            var answers = guarded.call(call.stream().map(Piece::content).toList(), use, meter);
            return IntStream.range(0, call.size())
                    .mapToObj(i -> new PieceOutcome<A>(call.get(i), new Outcome.Answered<>(answers.get(i))))
                    .toList();
        } catch (Refused e) {
            return parted(call, e);
        } catch (Passing e) {
            e.lasting().ifPresent(this::remember);
            return all(call, new Outcome.Unreached<>(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            // What is parted into further calls has to see it too.
            Thread.currentThread().interrupt();
            return all(call, new Outcome.Unreached<>("its call was given up, as the time was over"));
        } catch (PermanentException e) {
            remember(e);
            return all(call, new Outcome.Unreached<>(String.valueOf(e.getMessage())));
        }
    }

    private void remember(PermanentException failure) {
        setUp.compareAndSet(null, failure);
    }

    private List<PieceOutcome<A>> parted(List<Piece> call, Refused refusal) {
        if (call.size() > 1) {
            int middle = call.size() / 2;
            return both(call.subList(0, middle), call.subList(middle, call.size()));
        }
        var piece = call.getFirst();
        if (refusal.tooLong() && longTexts == LongTexts.SPLIT && piece.divisible()) {
            var halves = piece.halves();
            return both(List.of(halves.getFirst()), List.of(halves.getLast()));
        }
        return all(call, new Outcome.Failed<>(String.valueOf(refusal.getMessage())));
    }

    private List<PieceOutcome<A>> both(List<Piece> first, List<Piece> second) {
        var outcomes = new ArrayList<>(make(first));
        outcomes.addAll(make(second));
        return outcomes;
    }

    private List<PieceOutcome<A>> all(List<Piece> call, Outcome<A> outcome) {
        return call.stream().map(piece -> new PieceOutcome<>(piece, outcome)).toList();
    }
}
