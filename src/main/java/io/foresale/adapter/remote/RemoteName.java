package io.foresale.adapter.remote;

import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a model behind an endpoint, as a data set's configuration has it: {@code provider:model}, and after an
 * {@code @} the length of its vectors where that is not the model's own.
 */
public record RemoteName(String provider, String model, Optional<Integer> dimensions) {

    private static final Pattern FORM =
            Pattern.compile("(?<provider>[a-z]+(-[a-z]+)?):(?<model>[^@\\s]{1,200})(@(?<dimensions>[1-9][0-9]{0,4}))?");
    private static final Pattern UNFIT_FOR_A_KEY = Pattern.compile("[^a-z0-9._-]");

    /** The parts of an embedding model's name; empty where it names no provider. */
    public static Optional<RemoteName> of(String name) {
        return name.contains(":")
                ? Optional.of(parsed(name)
                        .orElseThrow(() -> PermanentException.invalid(
                                "embedding model " + Quoted.of(name),
                                "provider:model or provider:model@dimensions",
                                "another form",
                                "write it as in openai:text-embedding-3-small@512")))
                : Optional.empty();
    }

    /** The parts of a name of a model that judges; it has no vectors. */
    public static RemoteName ofJudge(String name) {
        return parsed(name)
                .filter(parts -> parts.dimensions().isEmpty())
                .orElseThrow(() -> PermanentException.invalid(
                        "intent model " + Quoted.of(name),
                        "provider:model",
                        "another form",
                        "write it as in openai-chat:gpt-4o-mini"));
    }

    private static Optional<RemoteName> parsed(String name) {
        return Optional.of(FORM.matcher(name))
                .filter(Matcher::matches)
                .map(parts -> new RemoteName(
                        parts.group("provider"),
                        parts.group("model"),
                        Optional.ofNullable(parts.group("dimensions")).map(Integer::valueOf)));
    }

    /** The name without the length, fit for a key of the bucket. */
    public String id() {
        var name = (provider + "-" + model).toLowerCase(Locale.ROOT);
        return UNFIT_FOR_A_KEY.matcher(name).replaceAll("-");
    }

    @Override
    public String toString() {
        return provider + ":" + model + dimensions.map(length -> "@" + length).orElse("");
    }
}
