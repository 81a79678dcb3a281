package io.foresale.port;

/** The models that this process can ask for the intent in a text. */
@FunctionalInterface
public interface IntentModels {

    /**
     * The model of this name.
     *
     * @throws io.foresale.domain.PermanentException where there is none, naming those there may be
     */
    IntentModel model(String name);
}
