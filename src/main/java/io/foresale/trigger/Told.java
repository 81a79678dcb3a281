package io.foresale.trigger;

import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Which objects were told of, and with which content; tells of each content once. A content that comes back after another
 * one is told of again: what it starts has to prevail again. Safe for any number of threads.
 */
final class Told {

    private final FunctionTable table;
    private final Consumer<Delivery> deliveries;
    private final Map<ObjectKey, ETag> told = new ConcurrentHashMap<>();

    Told(FunctionTable table, Consumer<Delivery> deliveries) {
        this.table = table;
        this.deliveries = deliveries;
    }

    /**
     * Tells of an object, where it starts a function and was not told of with this content last.
     *
     * @return whether that replaced an input: then results of an earlier state may be in force again, and no one writes them
     *     a second time
     */
    boolean tell(ObjectRef object) {
        var function = table.startedBy(object.key());
        if (function.isEmpty()) {
            return false;
        }
        var before = Optional.ofNullable(told.put(object.key(), object.eTag()));
        if (before.equals(Optional.of(object.eTag()))) {
            return false;
        }
        deliveries.accept(new Delivery(function.get().name(), object));
        return before.isPresent() && Inputs.include(object.key());
    }

    /** Whether it was told of with this content last. */
    boolean has(ObjectRef object) {
        return object.eTag().equals(told.get(object.key()));
    }

    Set<ObjectKey> keys() {
        return Set.copyOf(told.keySet());
    }

    void forget(ObjectKey key) {
        told.remove(key);
    }

    void forgetAll() {
        told.clear();
    }
}
