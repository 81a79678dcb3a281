package io.foresale.function;

import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.port.ObjectStore;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What starts a function that can work on one shard of a log alone.
 *
 * @param key and {@code eTag} of an object; see {@link ObjectCreated}
 * @param shard of the log, from 0, that alone is worked on; left out: all that is lacking is done
 */
public record ShardCall(
        @Nullable String key,
        @Nullable String eTag,
        @Nullable Integer shard) {

    ObjectRef resolved(ObjectStore store) {
        return new ObjectCreated(key, eTag).resolved(store);
    }

    /** The shard's number; empty for all. */
    OptionalInt only() {
        if (shard == null) {
            return OptionalInt.empty();
        }
        if (shard < 0) {
            throw PermanentException.invalid(
                    "'shard'", "a whole number from 0", Integer.toString(shard), "leave it out for all");
        }
        return OptionalInt.of(shard);
    }
}
