package io.foresale.port;

import java.util.List;

/** The embedding models that this process can reach. */
public interface EmbeddingModels {

    /**
     * The model of this name. What it needs is loaded when it first embeds, and kept.
     *
     * @throws io.foresale.domain.PermanentException where there is none, naming those there are
     */
    EmbeddingModel model(String id);

    /** The name of the model to use for texts most of which are in this script. */
    String suitedTo(Script script);

    /** The names of all models. */
    List<String> ids();

    /** Scripts that want different models. */
    enum Script {
        LATIN,
        CHINESE
    }
}
