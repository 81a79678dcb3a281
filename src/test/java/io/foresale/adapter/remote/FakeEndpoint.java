package io.foresale.adapter.remote;

import io.foresale.port.HashingModel;
import io.foresale.port.TextModel.Outcome;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** An endpoint of a hashing model, with whatever is to happen before it answers; keeps what it was asked. */
final class FakeEndpoint implements EmbeddingEndpoint {

    private final Limits limits;
    private final Function<List<String>, Answer<float[]>> answers;
    final ConcurrentLinkedQueue<List<String>> calls = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Use> uses = new ConcurrentLinkedQueue<>();

    FakeEndpoint(Limits limits, Function<List<String>, Answer<float[]>> answers) {
        this.limits = limits;
        this.answers = answers;
    }

    static FakeEndpoint good(Limits limits) {
        return new FakeEndpoint(limits, FakeEndpoint::answer);
    }

    static Answer<float[]> answer(List<String> texts) {
        return new Answer<>(
                new HashingModel("hashing", 8)
                        .embed(texts).stream()
                                .map(outcome -> ((Outcome.Answered<float[]>) outcome).answer())
                                .toList(),
                OptionalLong.empty());
    }

    @Override
    public RemoteName name() {
        return RemoteName.of("fake:hashing@8").orElseThrow();
    }

    @Override
    public int dimensions() {
        return 8;
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public Answer<float[]> call(List<String> texts, Use use) {
        calls.add(List.copyOf(texts));
        uses.add(use);
        return answers.apply(texts);
    }
}
