package io.foresale.bucket;

import io.foresale.domain.ObjectKey;
import io.foresale.domain.RetriableException;
import io.foresale.port.ForwardingStore;
import io.foresale.port.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/** A store that can be out of reach for reading, and remembers what it was asked for. */
final class Outages extends ForwardingStore {

    final List<String> asked = new ArrayList<>();
    boolean out;
    /** Only pointers can be read. */
    boolean outButForPointers;

    Outages(ObjectStore store) {
        super(store);
    }

    @Override
    public Reading get(ObjectKey key, Want want) {
        asked.add(want.getClass().getSimpleName() + " " + key.fileName());
        if (out || outButForPointers && !key.fileName().equals("current.json")) {
            throw new RetriableException(key + " is out of reach", null);
        }
        return super.get(key, want);
    }
}
