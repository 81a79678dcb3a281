package io.foresale.function;

import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.RetriableException;
import io.foresale.port.ForwardingStore;
import io.foresale.port.ObjectStore;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A store of which the first write to many a key fails: of some nothing is written, of others only the answer is lost, as for
 * a process that dies before or after the write.
 */
final class LosingStore extends ForwardingStore {

    private static final int ONE_IN = 8;

    private final Set<ObjectKey> met = ConcurrentHashMap.newKeySet();
    private final Set<ObjectKey> lost = ConcurrentHashMap.newKeySet();

    LosingStore(ObjectStore store) {
        super(store);
    }

    /** The keys of which a write failed. */
    Set<ObjectKey> lost() {
        return Set.copyOf(lost);
    }

    @Override
    public Optional<ETag> put(ObjectKey key, Content content, Condition condition) {
        int draw = Math.floorMod(key.hashCode(), ONE_IN * 2);
        if (draw > 1 || key.segment(0).equals("raw") || !met.add(key)) {
            return super.put(key, content, condition);
        }
        lost.add(key);
        if (draw == 1) {
            super.put(key, content, condition);
        }
        throw new RetriableException("the write of " + key + " was cut off", null);
    }
}
