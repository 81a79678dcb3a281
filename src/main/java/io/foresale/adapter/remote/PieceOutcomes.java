package io.foresale.adapter.remote;

import io.foresale.port.EmbeddingModel.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Puts together what became of the pieces of texts. For one thread. */
final class PieceOutcomes {

    private final List<List<float[]>> vectors = new ArrayList<>();
    private final List<List<Integer>> weights = new ArrayList<>();
    private final List<List<Outcome>> failures = new ArrayList<>();

    PieceOutcomes(int texts) {
        for (int i = 0; i < texts; i++) {
            vectors.add(new ArrayList<>());
            weights.add(new ArrayList<>());
            failures.add(new ArrayList<>());
        }
    }

    /** What became of one piece. */
    record PieceOutcome(Piece piece, Outcome outcome) {}

    void add(PieceOutcome result) {
        var piece = result.piece();
        switch (result.outcome()) {
            case Outcome.Embedded(float[] vector) -> {
                vectors.get(piece.text()).add(vector);
                weights.get(piece.text()).add(piece.tokens());
            }
            case Outcome.Failed _, Outcome.Unreached _ ->
                failures.get(piece.text()).add(result.outcome());
        }
    }

    /** One a text: its vector where all its pieces have one, otherwise a failure, one for good before one that may pass. */
    List<Outcome> outcomes() {
        return IntStream.range(0, vectors.size()).mapToObj(this::outcome).toList();
    }

    private Outcome outcome(int text) {
        var failed = failures.get(text);
        if (failed.isEmpty()) {
            return pooled(text);
        }
        return failed.stream()
                .filter(Outcome.Failed.class::isInstance)
                .findFirst()
                .orElseGet(failed::getFirst);
    }

    private Outcome pooled(int text) {
        if (vectors.get(text).isEmpty()) {
            return new Outcome.Unreached("no call was made for it, since the one before failed");
        }
        try {
            return new Outcome.Embedded(Vectors.pooled(
                    vectors.get(text),
                    weights.get(text).stream().mapToInt(Integer::intValue).toArray()));
        } catch (ArithmeticException e) {
            return new Outcome.Failed(e.getMessage());
        }
    }
}
