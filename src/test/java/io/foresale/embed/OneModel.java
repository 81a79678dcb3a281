package io.foresale.embed;

import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModels;
import java.util.List;

/** A catalogue that has one model, under whatever name it is asked for. */
public record OneModel(EmbeddingModel model) implements EmbeddingModels {

    @Override
    public EmbeddingModel model(String id) {
        return model;
    }

    @Override
    public String suitedTo(Script script) {
        return model.id();
    }

    @Override
    public List<String> ids() {
        return List.of(model.id());
    }
}
