package io.foresale.embed;

import io.foresale.domain.RetriableException;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModels;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A model that goes out of reach once it has been given so many texts. */
final class Outage implements EmbeddingModels, EmbeddingModel {

    private final EmbeddingModel model;
    private final AtomicInteger left;

    Outage(EmbeddingModel model, int after) {
        this.model = model;
        this.left = new AtomicInteger(after);
    }

    @Override
    public List<Outcome<float[]>> embed(List<String> texts) {
        if (left.addAndGet(-texts.size()) < 0) {
            throw new RetriableException("the model is out of reach", null);
        }
        return model.embed(texts);
    }

    @Override
    public String id() {
        return model.id();
    }

    @Override
    public int dimensions() {
        return model.dimensions();
    }

    @Override
    public EmbeddingModel model(String id) {
        return this;
    }

    @Override
    public String suitedTo(Script script) {
        return id();
    }

    @Override
    public List<String> ids() {
        return List.of(id());
    }
}
