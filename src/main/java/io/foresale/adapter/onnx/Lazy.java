package io.foresale.adapter.onnx;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A value made at its first use, once, whichever thread comes first; a failure is not kept, so the next use tries again. */
final class Lazy<T> {

    private final Supplier<T> make;
    private volatile Optional<T> value = Optional.empty();

    Lazy(Supplier<T> make) {
        this.make = make;
    }

    T get() {
        var present = value;
        return present.isPresent() ? present.get() : made();
    }

    private synchronized T made() {
        if (value.isEmpty()) {
            value = Optional.of(make.get());
        }
        return value.get();
    }

    synchronized void ifThere(Consumer<T> use) {
        value.ifPresent(use);
    }
}
