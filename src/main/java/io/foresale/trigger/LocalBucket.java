package io.foresale.trigger;

import io.foresale.domain.ForesaleException;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.port.ObjectStore;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Watches the directory that is the bucket and tells of new objects, as a bucket's notifications would. A file counts as
 * there when it has not changed for the quiet time, so that one still being copied is not read half. Everything there at
 * the start is told of, so that what an earlier process left undone is done; functions do nothing twice.
 */
public final class LocalBucket implements BucketWatch {

    private static final Logger LOG = System.getLogger(LocalBucket.class.getName());

    private final Path root;
    private final ObjectStore store;
    private final FunctionTable table;
    private final Duration quiet;
    private final InstantSource clock;
    private final Misfits misfits = new Misfits();
    private final Folders folders;
    private final Map<Path, Seen> seen = new HashMap<>();
    private final Told told;
    private volatile boolean waiting = true;
    private volatile boolean replaced;

    /**
     * Begins to watch; nothing is told before the first look.
     *
     * @param root the directory that {@code store} keeps its objects in
     * @param quiet how long a file must be unchanged; a copy that pauses for longer would be told of half
     * @param deliveries called by the thread that looks or writes; must not block
     */
    public LocalBucket(
            Path root,
            ObjectStore store,
            FunctionTable table,
            Duration quiet,
            InstantSource clock,
            Consumer<Delivery> deliveries) {
        this.root = root;
        this.store = store;
        this.table = table;
        this.quiet = quiet;
        this.clock = clock;
        this.told = new Told(table, deliveries);
        this.folders = new Folders(file ->
                key(file).filter(key -> table.startedBy(key).isPresent()).isPresent());
    }

    /** How a file looked, since when, and whether it was told of. */
    private record Seen(long size, Instant modified, Instant since, boolean told) {}

    private record Candidate(Path file, ObjectKey key, int stage, Seen seen) {}

    /**
     * Looks once: tells of every object that is new or has other content than when it was told of, early stages first, then
     * older files first. Never fails, so that it can be scheduled.
     */
    @Override
    public synchronized void look() {
        try {
            var ready = new ArrayList<Candidate>();
            var present = new HashSet<Path>();
            var all = true;
            var prefixes = table.prefixes();
            for (int stage = 0; stage < prefixes.size(); stage++) {
                all &= collect(prefixes.get(stage), stage, ready, present);
            }
            ready.sort(Comparator.comparingInt(Candidate::stage)
                    .thenComparing(c -> c.seen().modified())
                    .thenComparing(Candidate::key));
            for (var candidate : ready) {
                all &= tell(candidate);
            }
            boolean again = inputRemoved(present) | replaced;
            if (again) {
                tellEverythingAgain();
            }
            waiting = !all || again;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the bucket " + root + " could not be looked through; the next look tries again", e);
        }
    }

    /** Whether at the last look every file there had been told of: none is waited for to come to rest. */
    public boolean settled() {
        return !waiting;
    }

    /** An object that this process itself wrote: it is whole, and told of at once. */
    @Override
    public void written(ObjectRef object) {
        tell(object);
    }

    /** Adds what has come to rest under a prefix; whether that is everything new. */
    private boolean collect(String prefix, int stage, List<Candidate> ready, Set<Path> present) {
        var all = true;
        for (var file : folders.files(root.resolve(prefix)).toList()) {
            present.add(file);
            try {
                var now = look(file);
                if (!now.told() && now.since().isAfter(clock.instant().minus(quiet))) {
                    all = false;
                } else if (!now.told()) {
                    key(file).ifPresent(key -> ready.add(new Candidate(file, key, stage, now)));
                }
            } catch (IOException e) {
                seen.remove(file); // removed, or about to be renamed
            }
        }
        return all;
    }

    /** Forgets the files that are gone; whether one of them was an input. */
    private boolean inputRemoved(Set<Path> present) {
        var gone =
                seen.keySet().stream().filter(file -> !present.contains(file)).toList();
        gone.forEach(seen::remove);
        return gone.stream()
                .anyMatch(file -> Inputs.PREFIXES.stream().anyMatch(input -> file.startsWith(root.resolve(input))));
    }

    /**
     * Where an input was replaced or removed, results of an earlier state may be in force again, and no one writes them a
     * second time. So everything is told of once more; functions find what is done, and see what has to prevail.
     */
    private void tellEverythingAgain() {
        replaced = false;
        told.forgetAll();
        seen.replaceAll((_, s) -> new Seen(s.size(), s.modified(), s.since(), false));
    }

    private Optional<ObjectKey> key(Path file) {
        return misfits.key(root.relativize(file).toString());
    }

    private Seen look(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        var modified = attributes.lastModifiedTime().toInstant();
        var before = seen.get(file);
        if (before != null
                && before.size() == attributes.size()
                && before.modified().equals(modified)) {
            return before;
        }
        // Seen first: it rests since it was modified, be it moved in whole. Changed under our eyes: since now.
        var now = clock.instant();
        var since = before == null && modified.isBefore(now) ? modified : now;
        var next = new Seen(attributes.size(), modified, since, false);
        seen.put(file, next);
        return next;
    }

    private boolean tell(Candidate candidate) {
        try {
            store.head(candidate.key()).ifPresent(object -> tell(object.ref()));
            var s = candidate.seen();
            seen.put(candidate.file(), new Seen(s.size(), s.modified(), s.since(), true));
            return true;
        } catch (ForesaleException e) {
            misfits.say(candidate.key().value(), "it is tried again at every look: " + e.getMessage());
            return false;
        }
    }

    private void tell(ObjectRef object) {
        if (told.tell(object)) {
            replaced = true;
        }
    }
}
