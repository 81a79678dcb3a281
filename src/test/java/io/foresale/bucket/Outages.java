package io.foresale.bucket;

import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.RetriableException;
import io.foresale.port.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A store that can be out of reach for reading, and remembers what it was asked for. */
final class Outages implements ObjectStore {

    final List<String> asked = new ArrayList<>();
    boolean out;
    /** Only pointers can be read. */
    boolean outButForPointers;

    private final ObjectStore store;

    Outages(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Reading get(ObjectKey key, Want want) {
        asked.add(want.getClass().getSimpleName() + " " + key.fileName());
        if (out || outButForPointers && !key.fileName().equals("current.json")) {
            throw new RetriableException(key + " is out of reach", null);
        }
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
