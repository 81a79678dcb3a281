package io.foresale.trigger;

import io.foresale.domain.ObjectKey;
import io.foresale.domain.Problem;

/** What a store says happened to one object. */
public sealed interface ObjectEvent {

    /**
     * It was written. Which content or version is not kept: others may have been written since, and what counts is what is
     * there.
     *
     * @param bucket the bucket's name
     */
    record Written(String bucket, ObjectKey key) implements ObjectEvent {}

    /**
     * Nothing that starts a function: it was removed, or the store only tries whether it is heard.
     *
     * @param what the store's word for it
     */
    record Unrelated(String what) implements ObjectEvent {}

    /** It cannot be read, or tells of an object that can be none here. */
    record Unreadable(Problem problem) implements ObjectEvent {}
}
