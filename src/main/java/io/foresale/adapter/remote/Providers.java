package io.foresale.adapter.remote;

import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The models of providers, each made when it is first asked for. */
final class Providers<M> {

    private final String kind;
    private final Map<String, Function<RemoteName, M>> providers;
    private final Map<RemoteName, M> made = new ConcurrentHashMap<>();

    /**
     * Puts them together.
     *
     * @param kind of models, for messages
     * @param providers what makes a provider's models
     */
    Providers(String kind, Map<String, Function<RemoteName, M>> providers) {
        this.kind = kind;
        this.providers = Map.copyOf(providers);
    }

    /**
     * The model of a name.
     *
     * @throws PermanentException where there is no such provider
     */
    M model(RemoteName name) {
        return made.computeIfAbsent(name, this::make);
    }

    private M make(RemoteName name) {
        var provider = providers.get(name.provider());
        if (provider == null) {
            throw PermanentException.notFound(
                    kind + " " + Quoted.of(name.toString()),
                    "one of the providers "
                            + String.join(
                                    ", ", providers.keySet().stream().sorted().toList()),
                    "no such provider",
                    "name one of them before the colon");
        }
        return provider.apply(name);
    }
}
