package io.foresale.api;

import io.foresale.domain.ETag;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import io.foresale.port.ObjectStore.Condition;
import java.util.Optional;

/** The conditions of a request as conditions of a write. */
final class Conditions {

    private Conditions() {}

    static Condition of(Optional<String> ifMatch, Optional<String> ifNoneMatch) {
        if (ifNoneMatch.isPresent()) {
            return absent(ifNoneMatch.get().strip());
        }
        return ifMatch.<Condition>map(header -> new Condition.IfMatch(eTag(header.strip())))
                .orElseGet(Condition.Always::new);
    }

    private static Condition absent(String header) {
        if (!header.equals("*")) {
            throw PermanentException.invalid("If-None-Match", "*", Quoted.of(header), "use If-Match to name a content");
        }
        return new Condition.IfAbsent();
    }

    private static ETag eTag(String header) {
        if (header.length() < 3 || !header.startsWith("\"") || !header.endsWith("\"") || header.contains(",")) {
            throw PermanentException.invalid(
                    "If-Match", "one ETag in quotes", Quoted.of(header), "send the ETag that GET answered");
        }
        return new ETag(header.substring(1, header.length() - 1));
    }
}
