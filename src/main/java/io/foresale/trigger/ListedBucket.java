package io.foresale.trigger;

import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.port.ObjectStore;
import io.foresale.port.ObjectStore.ObjectInfo;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Watches a bucket that can only be listed. Everything there at the start is told of, so that what an earlier process left
 * undone is done; functions do nothing twice. Then this process's own writes are told of, and others where the bucket is
 * listed again and again. Its objects appear whole: there is nothing to wait for.
 */
public final class ListedBucket implements BucketWatch {

    private static final Logger LOG = System.getLogger(ListedBucket.class.getName());

    private final ObjectStore store;
    private final FunctionTable table;
    private final Optional<Duration> interval;
    private final InstantSource clock;
    private final Misfits misfits = new Misfits();
    private final Told told;
    private volatile Instant next = Instant.MIN;

    /**
     * Begins to watch; nothing is told before the first look.
     *
     * @param interval between two listings; empty: once
     * @param deliveries called by the thread that looks or writes; must not block
     */
    public ListedBucket(
            ObjectStore store,
            FunctionTable table,
            Optional<Duration> interval,
            InstantSource clock,
            Consumer<Delivery> deliveries) {
        this.store = store;
        this.table = table;
        this.interval = interval;
        this.clock = clock;
        this.told = new Told(table, deliveries);
    }

    @Override
    public synchronized void look() {
        var now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = interval.map(now::plus).orElse(Instant.MAX);
        try {
            var known = told.keys();
            var present = new HashSet<ObjectKey>();
            table.prefixes().forEach(prefix -> collect(prefix, present));
            if (forget(known, present)) {
                tellEverythingAgain();
            }
        } catch (RuntimeException e) {
            next = now;
            LOG.log(Level.ERROR, "the bucket could not be listed; the next look tries again", e);
        }
    }

    /** Older objects first, as their notifications would have come. */
    private void collect(String prefix, Set<ObjectKey> present) {
        try (var objects = store.list(prefix)) {
            objects.filter(object -> table.startedBy(object.key()).isPresent())
                    .filter(object -> present.add(object.key()))
                    .filter(object -> !told.has(object.ref()))
                    .filter(object -> misfits.key(object.key().value()).isPresent())
                    .sorted(Comparator.comparing(ObjectInfo::lastModified).thenComparing(ObjectInfo::key))
                    .map(ObjectInfo::ref)
                    .forEach(this::written);
        }
    }

    /** Forgets the objects that are gone; whether one of them was an input. */
    private boolean forget(Set<ObjectKey> known, Set<ObjectKey> present) {
        var gone = known.stream().filter(key -> !present.contains(key)).toList();
        gone.forEach(told::forget);
        return gone.stream().anyMatch(Inputs::include);
    }

    /**
     * Where an input was replaced or removed, results of an earlier state may be in force again, and no one writes them a
     * second time: the next look tells of everything once more.
     */
    private void tellEverythingAgain() {
        told.forgetAll();
        next = Instant.MIN;
    }

    @Override
    public void written(ObjectRef object) {
        if (told.tell(object)) {
            tellEverythingAgain();
        }
    }
}
