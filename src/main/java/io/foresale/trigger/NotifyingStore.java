package io.foresale.trigger;

import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.port.ObjectStore;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A store that tells of every object written through it, once it is there. */
public final class NotifyingStore implements ObjectStore {

    private final ObjectStore store;
    private final Consumer<ObjectRef> listener;

    public NotifyingStore(ObjectStore store, Consumer<ObjectRef> listener) {
        this.store = store;
        this.listener = listener;
    }

    @Override
    public Optional<ETag> put(ObjectKey key, Content content, Condition condition) {
        var written = store.put(key, content, condition);
        written.ifPresent(eTag -> listener.accept(new ObjectRef(key, eTag)));
        return written;
    }

    @Override
    public Reading get(ObjectKey key, Want want) {
        return store.get(key, want);
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        return store.head(key);
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) {
        return store.list(prefix);
    }

    @Override
    public void delete(ObjectKey key) {
        store.delete(key);
    }
}
