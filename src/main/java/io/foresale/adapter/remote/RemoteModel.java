package io.foresale.adapter.remote;

import io.foresale.adapter.remote.Endpoint.Use;
import io.foresale.adapter.remote.RemoteSettings.LongTexts;
import io.foresale.port.EmbeddingModel;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** An embedding model behind an endpoint. */
public final class RemoteModel implements EmbeddingModel {

    /** A chunk of an object's worth: enough to fill several calls at a time. */
    private static final int AT_ONCE = 1_000;

    private final EmbeddingEndpoint endpoint;
    private final RemoteCalls<float[]> calls;
    private final LongTexts longTexts;
    private final int atOnce;

    public RemoteModel(EmbeddingEndpoint endpoint, RemoteSettings settings, LongSupplier nanoTime) {
        this.endpoint = endpoint;
        this.longTexts = settings.longTexts();
        this.atOnce = settings.atOnce(AT_ONCE, endpoint.limits().texts());
        this.calls =
                new RemoteCalls<>(endpoint, new Vectors(endpoint.name(), endpoint.dimensions()), settings, nanoTime);
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
    public String settings() {
        return "long-texts=" + longTexts.name().toLowerCase(Locale.ROOT) + " " + endpoint.settings();
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
    public List<Outcome<float[]>> embed(List<String> texts) {
        return answers(texts, Meter.FREE);
    }

    @Override
    public List<Outcome<float[]>> answers(List<String> texts, Meter meter) {
        return calls.make(texts, Use.STORED, meter);
    }

    @Override
    public List<Outcome<float[]>> embedWords(List<String> texts) {
        return calls.make(texts, Use.WORDS, Meter.FREE);
    }
}
