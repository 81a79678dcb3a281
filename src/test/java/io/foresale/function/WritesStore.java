package io.foresale.function;

import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.port.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** A store that knows which keys somebody tried to write, in that order, also where something was there already. */
final class WritesStore implements ObjectStore {

    private final ObjectStore store;
    private final ConcurrentLinkedQueue<ObjectKey> writes = new ConcurrentLinkedQueue<>();

    WritesStore(ObjectStore store) {
        this.store = store;
    }

    /** The keys since this was asked last. */
    List<ObjectKey> writes() {
        var keys = new ArrayList<ObjectKey>();
        for (var next = writes.poll(); next != null; next = writes.poll()) {
            keys.add(next);
        }
        return keys;
    }

    @Override
    public Optional<ETag> put(ObjectKey key, Content content, Condition condition) {
        writes.add(key);
        return store.put(key, content, condition);
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
