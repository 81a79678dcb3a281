package io.foresale.trigger;

import io.foresale.domain.ObjectRef;

/** Tells of new objects in a bucket, as the bucket's notifications would. Safe for any number of threads. */
public interface BucketWatch {

    /** Looks, if it is time to, and tells of what is new. Never fails, so that it can be scheduled. */
    void look();

    /** An object that this process wrote, or was told of: it is whole. */
    void written(ObjectRef object);
}
