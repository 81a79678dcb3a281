package io.foresale.trigger;

import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.port.ForwardingStore;
import io.foresale.port.ObjectStore;
import java.util.Optional;
import java.util.function.Consumer;

/** A store that tells of every object written through it, once it is there. */
public final class NotifyingStore extends ForwardingStore {

    private final Consumer<ObjectRef> listener;

    public NotifyingStore(ObjectStore store, Consumer<ObjectRef> listener) {
        super(store);
        this.listener = listener;
    }

    @Override
    public Optional<ETag> put(ObjectKey key, Content content, Condition condition) {
        var written = super.put(key, content, condition);
        written.ifPresent(eTag -> listener.accept(new ObjectRef(key, eTag)));
        return written;
    }
}
