package io.foresale.trigger;

import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.Problem;
import java.util.Optional;

/** What a store says happened to one object. */
public sealed interface ObjectEvent {

    /**
     * It was written.
     *
     * @param bucket the bucket's name
     * @param eTag of the content that was written, where the store says it
     */
    record Written(String bucket, ObjectKey key, Optional<ETag> eTag) implements ObjectEvent {}

    /**
     * Nothing that starts a function: it was removed, or the store only tries whether it is heard.
     *
     * @param what the store's word for it
     */
    record Unrelated(String what) implements ObjectEvent {}

    /** It cannot be read, or tells of an object that can be none here. */
    record Unreadable(Problem problem) implements ObjectEvent {}
}
