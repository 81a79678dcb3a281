package io.foresale.adapter.remote;

import io.foresale.port.TextModel.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Puts together what became of the pieces of texts. For one thread. */
final class PieceOutcomes<A> {

    private final AnswerKind<A> kind;
    private final List<List<A>> answers = new ArrayList<>();
    private final List<List<Integer>> weights = new ArrayList<>();
    private final List<List<Outcome<A>>> failures = new ArrayList<>();

    PieceOutcomes(AnswerKind<A> kind, int texts) {
        this.kind = kind;
        for (int i = 0; i < texts; i++) {
            answers.add(new ArrayList<>());
            weights.add(new ArrayList<>());
            failures.add(new ArrayList<>());
        }
    }

    /** What became of one piece. */
    record PieceOutcome<A>(Piece piece, Outcome<A> outcome) {}

    void add(PieceOutcome<A> result) {
        var piece = result.piece();
        switch (result.outcome()) {
            case Outcome.Answered<A>(var answer) -> {
                answers.get(piece.text()).add(answer);
                weights.get(piece.text()).add(piece.tokens());
            }
            case Outcome.Failed<A> _, Outcome.Unreached<A> _ ->
                failures.get(piece.text()).add(result.outcome());
        }
    }

    /** One a text: its answer where all its pieces have one, otherwise a failure, one for good before one that may pass. */
    List<Outcome<A>> outcomes() {
        return IntStream.range(0, answers.size()).mapToObj(this::outcome).toList();
    }

    private Outcome<A> outcome(int text) {
        var failed = failures.get(text);
        if (failed.isEmpty()) {
            return pooled(text);
        }
        return failed.stream()
                .filter(Outcome.Failed.class::isInstance)
                .findFirst()
                .orElseGet(failed::getFirst);
    }

    private Outcome<A> pooled(int text) {
        if (answers.get(text).isEmpty()) {
            return new Outcome.Unreached<>("no call was made for it, since the one before failed or the time was over");
        }
        try {
            return new Outcome.Answered<>(kind.pooled(
                    answers.get(text),
                    weights.get(text).stream().mapToInt(Integer::intValue).toArray()));
        } catch (ArithmeticException e) {
            return new Outcome.Failed<>(e.getMessage());
        }
    }
}
