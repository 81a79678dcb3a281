package io.foresale.wiring;

import java.util.Optional;
import java.util.function.Supplier;

/** Makes something when it is first wanted: without the region that it may need, a process that never does still starts. */
final class Lazy<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private Optional<T> made = Optional.empty();

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        var first = made.orElseGet(maker);
        made = Optional.of(first);
        return first;
    }
}
