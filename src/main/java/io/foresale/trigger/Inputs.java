package io.foresale.trigger;

import io.foresale.domain.ObjectKey;
import java.util.List;

/** Where people put what everything else is made of. */
final class Inputs {

    static final List<String> PREFIXES = List.of("raw/", "datasets/");

    private Inputs() {}

    static boolean include(ObjectKey key) {
        return PREFIXES.stream().anyMatch(key.value()::startsWith);
    }
}
