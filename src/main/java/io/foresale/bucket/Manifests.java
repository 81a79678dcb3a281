package io.foresale.bucket;

import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.port.Documents;
import io.foresale.port.ObjectStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.port.ObjectStore.Reading;
import io.foresale.port.ObjectStore.Want;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/** JSON documents in the bucket: manifests, which are written once, and pointers, which change by compare-and-swap. */
public final class Manifests {

    private static final int TRIES = 20;

    private final ObjectStore store;
    private final Documents documents;

    public Manifests(ObjectStore store, Documents documents) {
        this.store = store;
        this.documents = documents;
    }

    /**
     * A document and which content of its object it is.
     */
    public record Stored<T>(T value, ObjectRef ref) {}

    /** Whether the result with this manifest is there, so that nothing is left to do. */
    public boolean exists(ObjectKey manifest) {
        return store.head(manifest).isPresent();
    }

    public <T> Optional<Stored<T>> find(ObjectKey key, Class<T> type) {
        return switch (store.get(key, new Want.Whole())) {
            case Reading.Found found -> {
                try (var content = found.content()) {
                    yield Optional.of(new Stored<>(
                            documents.read(content.readAllBytes(), type, key),
                            found.info().ref()));
                } catch (IOException e) {
                    throw new RetriableException(key + " could not be read to its end", e);
                }
            }
            case Reading.Missing _, Reading.Changed _, Reading.Unchanged _ -> Optional.empty();
        };
    }

    /** A document that another result says is there. */
    public <T> T require(ObjectKey key, Class<T> type) {
        return find(key, type)
                .orElseThrow(() -> PermanentException.notFound(
                        key.value(), "an object", "none", "look at the runs of the data set"))
                .value();
    }

    /** Publishes a result; the first manifest wins, and the one that won is returned. */
    public ObjectRef publish(ObjectKey manifest, Object value) {
        var written = store.put(manifest, new Content.Bytes(documents.write(value)), new Condition.IfAbsent());
        return written.map(eTag -> new ObjectRef(manifest, eTag))
                .or(() -> store.head(manifest).map(ObjectStore.ObjectInfo::ref))
                .orElseThrow(() -> new RetriableException(manifest + " was removed while it was published", null));
    }

    /**
     * Puts a better result in the place of one.
     *
     * @throws RetriableException where somebody else did since it was read
     */
    public ObjectRef replace(ObjectRef present, Object value) {
        return store.put(
                        present.key(), new Content.Bytes(documents.write(value)), new Condition.IfMatch(present.eTag()))
                .map(eTag -> new ObjectRef(present.key(), eTag))
                .orElseThrow(() -> new RetriableException(present.key() + " was changed by somebody else", null));
    }

    /** Writes a document that only its writer changes. */
    public void overwrite(ObjectKey key, Object value) {
        store.put(key, new Content.Bytes(documents.write(value)), new Condition.Always());
    }

    /**
     * Changes a document by compare-and-swap, again where someone else was first.
     *
     * @param change from the present value (empty: none) to the next; the same value back leaves the object as it is
     */
    public <T> T update(ObjectKey key, Class<T> type, UnaryOperator<Optional<T>> change) {
        for (int i = 0; i < TRIES; i++) {
            var present = find(key, type);
            var next = change.apply(present.map(Stored::value));
            if (next.equals(present.map(Stored::value))) {
                return next.orElseThrow();
            }
            var condition = present.<Condition>map(
                            p -> new Condition.IfMatch(p.ref().eTag()))
                    .orElseGet(Condition.IfAbsent::new);
            if (store.put(key, new Content.Bytes(documents.write(next.orElseThrow())), condition)
                    .isPresent()) {
                return next.orElseThrow();
            }
            pause(i);
        }
        throw new RetriableException(key + " is changed by others all the time", null);
    }

    /** Lets whoever was first get done: a random while, longer with each lost race. */
    private static void pause(int lost) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(1 << Math.min(lost, 8)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetriableException("interrupted", e);
        }
    }
}
