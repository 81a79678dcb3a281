package io.foresale.function;

import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.port.ForwardingStore;
import io.foresale.port.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A store that knows which keys somebody tried to write, in that order, also where something was there already. */
final class WritesStore extends ForwardingStore {

    private final ConcurrentLinkedQueue<ObjectKey> writes = new ConcurrentLinkedQueue<>();

    WritesStore(ObjectStore store) {
        super(store);
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
        return super.put(key, content, condition);
    }
}
