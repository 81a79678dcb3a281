package io.foresale.embed;

import io.foresale.domain.PermanentException;
import io.foresale.port.EmbeddingModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A model that is paid for: a token and a hundredth a text, a call each. Does not reach some texts until it is told to. */
public class Metered implements EmbeddingModel {

    private static final Usage ONE = new Usage(1, 1, 0.01);

    private final EmbeddingModel model;
    public final Set<String> unreachable = new HashSet<>();
    public final List<String> asked = new ArrayList<>();

    public Metered(EmbeddingModel model) {
        this.model = model;
    }

    @Override
    public List<Outcome<float[]>> answers(List<String> texts, Meter meter) {
        var outcomes = new ArrayList<Outcome<float[]>>();
        for (var text : texts) {
            try {
                meter.before(ONE);
            } catch (PermanentException e) {
                if (outcomes.isEmpty()) {
                    throw e;
                }
                outcomes.add(new Outcome.Unreached<>(String.valueOf(e.getMessage())));
                continue;
            }
            asked.add(text);
            outcomes.add(
                    unreachable.contains(text)
                            ? new Outcome.Unreached<>("the line was busy")
                            : model.embed(List.of(text)).getFirst());
            meter.after(ONE, ONE);
        }
        return outcomes;
    }

    @Override
    public List<Outcome<float[]>> embed(List<String> texts) {
        throw new AssertionError("a job embeds by the meter");
    }

    @Override
    public Usage estimate(List<String> texts) {
        return new Usage(texts.size(), texts.size(), texts.size() * 0.01);
    }

    @Override
    public String id() {
        return model.id();
    }

    @Override
    public int dimensions() {
        return model.dimensions();
    }
}
