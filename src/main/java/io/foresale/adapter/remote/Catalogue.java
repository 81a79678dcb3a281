package io.foresale.adapter.remote;

import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** All models by name: those of providers are made when they are first asked for, all others are in this process. */
public final class Catalogue implements EmbeddingModels {

    private final EmbeddingModels local;
    private final Map<String, Function<RemoteName, EmbeddingModel>> providers;
    private final Optional<String> preferred;
    private final Map<RemoteName, EmbeddingModel> made = new ConcurrentHashMap<>();

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
        this.providers = Map.copyOf(providers);
        this.preferred = preferred;
    }

    @Override
    public EmbeddingModel model(String id) {
        return RemoteName.of(id)
                .map(name -> made.computeIfAbsent(name, this::remote))
                .orElseGet(() -> local.model(id));
    }

    private EmbeddingModel remote(RemoteName name) {
        var provider = providers.get(name.provider());
        if (provider == null) {
            throw PermanentException.notFound(
                    "embedding model " + Quoted.of(name.toString()),
                    "one of the providers "
                            + String.join(
                                    ", ", providers.keySet().stream().sorted().toList()),
                    "no such provider",
                    "name one of them before the colon");
        }
        return provider.apply(name);
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
