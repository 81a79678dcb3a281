package io.foresale.events;

import io.foresale.domain.JsonString;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What else is worth keeping of an event: a JSON object in the column {@code attributes}. */
public final class EventAttributes {

    /** The attributes that have a meaning of their own. */
    public static final Set<String> KNOWN = Set.of("device", "country", "coupon", "discount", "page");

    private EventAttributes() {}

    /** Texts, numbers and booleans as one object; empty where there are none. */
    public static Optional<String> json(Map<String, Object> attributes) {
        return attributes.isEmpty()
                ? Optional.empty()
                : Optional.of(attributes.entrySet().stream()
                        .map(e -> JsonString.of(e.getKey()) + ":" + value(e.getValue()))
                        .collect(Collectors.joining(",", "{", "}")));
    }

    private static String value(Object value) {
        boolean plain =
                value instanceof Boolean || value instanceof Number number && Double.isFinite(number.doubleValue());
        return plain ? value.toString() : JsonString.of(value.toString());
    }
}
