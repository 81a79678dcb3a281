package io.foresale.adapter.remote;

import io.foresale.adapter.remote.Endpoint.Use;
import io.foresale.domain.PermanentException;
import io.foresale.port.IntentModel;
import java.util.List;
import java.util.function.LongSupplier;

/** A model behind an endpoint that is asked for the intent in texts. */
public final class RemoteJudge implements IntentModel {

    /** Enough to fill several calls at a time, and few to pay for where none is judged. */
    private static final int AT_ONCE = 200;

    /** So many answers without a number are no accident of a text. */
    private static final int ENOUGH_TO_TELL = 20;

    private final Endpoint<Judgement> endpoint;
    private final RemoteCalls<Judgement> calls;

    public RemoteJudge(Endpoint<Judgement> endpoint, RemoteSettings settings, LongSupplier nanoTime) {
        this.endpoint = endpoint;
        this.calls = new RemoteCalls<>(endpoint, new Judgements(), settings.wholeTexts(), nanoTime);
    }

    @Override
    public String id() {
        return endpoint.name().id();
    }

    @Override
    public int atOnce() {
        return AT_ONCE;
    }

    @Override
    public Usage estimate(List<String> texts) {
        return calls.estimate(texts);
    }

    @Override
    public List<Outcome<Double>> answers(List<String> texts, Meter meter) {
        var outcomes = calls.make(texts, Use.STORED, meter).stream()
                .map(RemoteJudge::intent)
                .toList();
        requireAny(outcomes);
        return outcomes;
    }

    private static Outcome<Double> intent(Outcome<Judgement> outcome) {
        return switch (outcome) {
            case Outcome.Answered<Judgement>(Judgement.Intent(double value)) -> new Outcome.Answered<>(value);
            case Outcome.Answered<Judgement>(Judgement.None(String reason)) -> new Outcome.Failed<>(reason);
            case Outcome.Failed<Judgement>(String reason) -> new Outcome.Failed<>(reason);
            case Outcome.Unreached<Judgement>(String reason) -> new Outcome.Unreached<>(reason);
        };
    }

    private void requireAny(List<Outcome<Double>> outcomes) {
        if (outcomes.size() >= ENOUGH_TO_TELL && outcomes.stream().allMatch(Outcome.Failed.class::isInstance)) {
            throw PermanentException.invalid(
                    endpoint.name().toString(),
                    "numbers from 0 to 1",
                    "for none of " + outcomes.size() + " texts; of the first it "
                            + ((Outcome.Failed<Double>) outcomes.getFirst()).reason(),
                    "name a model that knows structured output");
        }
    }
}
