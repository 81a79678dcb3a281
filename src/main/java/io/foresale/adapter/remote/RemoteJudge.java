package io.foresale.adapter.remote;

import io.foresale.adapter.remote.Endpoint.Use;
import io.foresale.port.IntentModel;
import io.foresale.port.Judgement;
import java.util.List;
import java.util.function.LongSupplier;

/** A model behind an endpoint that is asked for the intent in texts. */
public final class RemoteJudge implements IntentModel {

    /** Enough to fill several calls at a time, and few to pay for where none is judged. */
    private static final int AT_ONCE = 200;

    private final Endpoint<Judgement> endpoint;
    private final RemoteCalls<Judgement> calls;
    private final int atOnce;

    public RemoteJudge(Endpoint<Judgement> endpoint, RemoteSettings settings, LongSupplier nanoTime) {
        this.endpoint = endpoint;
        this.atOnce = settings.atOnce(AT_ONCE, endpoint.limits().texts());
        this.calls = new RemoteCalls<>(endpoint, new Judgements(), settings.wholeTexts(), nanoTime);
    }

    @Override
    public String id() {
        return endpoint.name().id();
    }

    @Override
    public String settings() {
        return endpoint.settings();
    }

    @Override
    public void answeredBefore() {
        calls.answeredBefore();
    }

    @Override
    public int atOnce() {
        return atOnce;
    }

    @Override
    public Usage estimate(List<String> texts) {
        return calls.estimate(texts);
    }

    @Override
    public List<Outcome<Judgement>> answers(List<String> texts, Meter meter) {
        return calls.make(texts, Use.STORED, meter);
    }
}
