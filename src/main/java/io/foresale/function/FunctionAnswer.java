package io.foresale.function;

import io.foresale.domain.ObjectRef;
import java.util.Optional;

/**
 * What a function did.
 *
 * @param done whether it wrote a result now; false: there was nothing to do
 * @param result the manifest it wrote, the empty string where it wrote none
 */
public record FunctionAnswer(boolean done, String result) {

    static FunctionAnswer of(Optional<ObjectRef> manifest) {
        return new FunctionAnswer(
                manifest.isPresent(), manifest.map(ref -> ref.key().value()).orElse(""));
    }
}
