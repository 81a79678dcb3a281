package io.foresale.adapter.remote;

import io.foresale.port.IntentModel;
import io.foresale.port.IntentModels;
import java.util.Map;
import java.util.function.Function;

/** All models that can be asked for intents, by name. */
public final class Judges implements IntentModels {

    private final Providers<IntentModel> providers;

    /**
     * Puts them together.
     *
     * @param providers what makes a provider's models
     */
    public Judges(Map<String, Function<RemoteName, IntentModel>> providers) {
        this.providers = new Providers<>("intent model", providers);
    }

    @Override
    public IntentModel model(String name) {
        return providers.model(RemoteName.ofJudge(name));
    }
}
