package io.foresale.port;

import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import java.util.Optional;
import java.util.stream.Stream;

/** A store that hands every call on to another one: base of those that do something beside it. */
public abstract class ForwardingStore implements ObjectStore {

    private final ObjectStore store;

    protected ForwardingStore(ObjectStore store) {
        this.store = store;
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
    public Optional<ETag> put(ObjectKey key, Content content, Condition condition) {
        return store.put(key, content, condition);
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
