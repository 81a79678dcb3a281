package io.foresale.trigger;

import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.port.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
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
public final class LocalBucket {

    private static final Logger LOG = System.getLogger(LocalBucket.class.getName());

    private final Path root;
    private final ObjectStore store;
    private final FunctionTable table;
    private final Duration quiet;
    private final InstantSource clock;
    private final Consumer<Delivery> deliveries;
    private final Map<Path, Seen> seen = new HashMap<>();
    private final Set<Delivery> told = new HashSet<>();

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
        this.deliveries = deliveries;
    }

    /** How a file looked, since when, and whether it was told of. */
    private record Seen(long size, Instant modified, Instant since, boolean done) {}

    private record Candidate(Path file, ObjectKey key, int stage, Instant modified) {}

    /** Looks once: tells of every object that is new or has other content than when it was told of. */
    public synchronized void look() {
        var ready = new ArrayList<Candidate>();
        var stage = 0;
        for (var prefix : table.prefixes()) {
            ready.addAll(ready(root.resolve(prefix), stage++));
        }
        ready.sort(Comparator.comparingInt(Candidate::stage)
                .thenComparing(Candidate::modified)
                .thenComparing(Candidate::key));
        ready.forEach(candidate -> store.head(candidate.key()).ifPresent(object -> tell(object.ref())));
    }

    /** An object that this process itself wrote: it is whole, and told of at once. */
    public synchronized void written(ObjectRef object) {
        tell(object);
    }

    private void tell(ObjectRef object) {
        table.startedBy(object.key())
                .map(f -> new Delivery(f.name(), object))
                .filter(told::add)
                .ifPresent(deliveries);
    }

    private List<Candidate> ready(Path directory, int stage) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        var ready = new ArrayList<Candidate>();
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(f -> !f.getFileName().toString().startsWith("."))
                    .toList()) {
                quietFile(file)
                        .flatMap(modified -> key(file).map(key -> new Candidate(file, key, stage, modified)))
                        .filter(candidate -> table.startedBy(candidate.key()).isPresent())
                        .ifPresent(ready::add);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.DEBUG, "{0} changed while it was looked through", directory);
        }
        return ready;
    }

    /** When the file was modified, if it is one that has come to rest and was not told of as it is. */
    private Optional<Instant> quietFile(Path file) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException e) {
            seen.remove(file);
            return Optional.empty();
        }
        if (!attributes.isRegularFile()) {
            return Optional.empty();
        }
        var now = clock.instant();
        var modified = attributes.lastModifiedTime().toInstant();
        var before = seen.get(file);
        var same = before != null
                && before.size() == attributes.size()
                && before.modified().equals(modified);
        if (same && before.done()) {
            return Optional.empty();
        }
        var since = same ? before.since() : now;
        var atRest =
                since.isBefore(now.minus(quiet)) || modified.isBefore(now.minus(quiet)) && (same || before == null);
        seen.put(file, new Seen(attributes.size(), modified, since, atRest));
        return atRest ? Optional.of(modified) : Optional.empty();
    }

    private Optional<ObjectKey> key(Path file) {
        try {
            var key = new ObjectKey(root.relativize(file).toString());
            if (key.value().startsWith("raw/") && key.value().split("/").length < 3) {
                LOG.log(Level.WARNING, "{0} lies in no data set: move it to raw/<data set>/", key);
                return Optional.empty();
            }
            return Optional.of(key);
        } catch (PermanentException e) {
            LOG.log(Level.WARNING, "{0} is left alone: {1}", file.getFileName(), e.getMessage());
            return Optional.empty();
        }
    }
}
