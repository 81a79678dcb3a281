package io.foresale.trigger;

import io.foresale.domain.ObjectRef;

/** Calls a function by its name, with the object that starts it; its failures come back as they are. */
@FunctionalInterface
public interface Functions {
    void call(String function, ObjectRef object);
}
