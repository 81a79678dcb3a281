package io.foresale.adapter.remote;

import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import io.foresale.port.IntentModel;
import io.foresale.port.IntentModels;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** All models that can be asked for intents, by name; each is made when it is first asked for. */
public final class Judges implements IntentModels {

    private final Map<String, Function<RemoteName, IntentModel>> providers;
    private final Map<RemoteName, IntentModel> made = new ConcurrentHashMap<>();

    /**
     * Puts them together.
     *
     * @param providers what makes a provider's models
     */
    public Judges(Map<String, Function<RemoteName, IntentModel>> providers) {
        this.providers = Map.copyOf(providers);
    }

    @Override
    public IntentModel model(String name) {
        return made.computeIfAbsent(RemoteName.ofJudge(name), this::make);
    }

    private IntentModel make(RemoteName name) {
        var provider = providers.get(name.provider());
        if (provider == null) {
            throw PermanentException.notFound(
                    "intent model " + Quoted.of(name.toString()),
                    "one of the providers "
                            + String.join(
                                    ", ", providers.keySet().stream().sorted().toList()),
                    "no such provider",
                    "name one of them before the colon");
        }
        return provider.apply(name);
    }
}
