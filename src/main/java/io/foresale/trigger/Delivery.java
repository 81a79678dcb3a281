package io.foresale.trigger;

import io.foresale.domain.ObjectRef;

/** An event on its way: this function is to be called with this object. */
public record Delivery(String function, ObjectRef object) {

    @Override
    public String toString() {
        return function + " of " + object.key();
    }
}
