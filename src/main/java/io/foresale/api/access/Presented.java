package io.foresale.api.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Finds the key in a request's headers. */
final class Presented {

    private Presented() {}

    /**
     * The key that was sent, if any.
     *
     * @param documentation whether the request looks at the documentation: a browser can send a key there only as the
     *     password of its own dialogue, and sends it again by itself, so elsewhere a foreign page could use it
     */
    static Optional<String> key(Optional<String> apiKey, Optional<String> authorization, boolean documentation) {
        return apiKey.or(() -> authorization.flatMap(value -> ofAuthorization(value.strip(), documentation)))
                .filter(key -> !key.isEmpty());
    }

    private static Optional<String> ofAuthorization(String value, boolean documentation) {
        var space = value.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        var credentials = value.substring(space + 1).strip();
        return switch (value.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "bearer" -> Optional.of(credentials);
            case "basic" -> documentation ? password(credentials) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<String> password(String base64) {
        try {
            var both = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            return Optional.of(both.substring(both.indexOf(':') + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
