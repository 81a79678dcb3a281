package io.foresale.function;

import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.port.ObjectStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What starts a function: an object was written.
 *
 * @param key of the object
 * @param eTag of its content; left out: the content it has now
 */
public record ObjectCreated(@Nullable String key, @Nullable String eTag) {

    /** The object meant; refused where none is named or the named one does not exist. */
    ObjectRef resolved(ObjectStore store) {
        if (key == null || key.isBlank()) {
            throw PermanentException.invalid(
                    "'key'", "the key of an object", "nothing", "send {\"key\": \"raw/shop/file.csv\"}");
        }
        var objectKey = new ObjectKey(key);
        return Optional.ofNullable(eTag)
                .map(tag -> new ObjectRef(objectKey, new ETag(tag)))
                .or(() -> store.head(objectKey).map(ObjectStore.ObjectInfo::ref))
                .orElseThrow(() -> PermanentException.notFound(key, "an object", "none", "upload it first"));
    }
}
