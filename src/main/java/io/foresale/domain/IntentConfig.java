package io.foresale.domain;

/**
 * What the owner of a data set decided about judging the intent in its texts.
 *
 * @param model that is asked, {@code provider:model}
 */
public record IntentConfig(String model) {

    public IntentConfig {
        if (model.isBlank()) {
            throw PermanentException.invalid(
                    "'intent.model'", "provider:model", "nothing", "write it as in openai-chat:gpt-4o-mini");
        }
    }
}
