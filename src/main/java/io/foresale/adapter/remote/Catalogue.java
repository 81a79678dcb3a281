package io.foresale.adapter.remote;

import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All models by name: those of providers are made when they are first asked for, all others are in this process. */
public final class Catalogue implements EmbeddingModels {

    private final EmbeddingModels local;
    private final Providers<EmbeddingModel> providers;
    private final Optional<String> preferred;

    /**
     * Puts them together.
     *
     * @param providers what makes a provider's models
     * @param preferred the model of data sets that name none
     */
    public Catalogue(
            EmbeddingModels local,
            Map<String, Function<RemoteName, EmbeddingModel>> providers,
            Optional<String> preferred) {
        this.local = local;
        this.providers = new Providers<>("embedding model", providers);
        this.preferred = preferred;
    }

    @Override
    public EmbeddingModel model(String id) {
        return RemoteName.of(id).map(providers::model).orElseGet(() -> local.model(id));
    }

    @Override
    public String suitedTo(Script script) {
        return preferred.orElseGet(() -> local.suitedTo(script));
    }

    @Override
    public List<String> ids() {
        return local.ids();
    }
}
