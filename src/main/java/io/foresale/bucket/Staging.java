package io.foresale.bucket;

import io.foresale.domain.Digest;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.port.ObjectStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.foresale.port.ObjectStore.Reading;
import io.foresale.port.ObjectStore.Want;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Moves data between the bucket and local disk, where SQL works on it. */
public final class Staging {

    private static final String KEPT = "so-far-";

    private final ObjectStore store;

    public Staging(ObjectStore store) {
        this.store = store;
    }

    /** Copies one object to a file of the directory. Refused where the object no longer has the content that is named. */
    public Path fetch(ObjectRef ref, Path directory) {
        var target = directory.resolve(Digest.of(ref.key(), ref.eTag()) + extension(ref.key()));
        if (Files.exists(target)) {
            return target;
        }
        return switch (store.get(ref.key(), new Want.IfMatch(ref.eTag()))) {
            case Reading.Found found -> {
                try (var content = found.content()) {
                    Files.copy(content, target);
                    yield target;
                } catch (IOException e) {
                    throw new RetriableException(ref.key() + " could not be staged to local disk", e);
                }
            }
            case Reading.Missing _, Reading.Changed _, Reading.Unchanged _ -> throw PermanentException.stale(ref);
        };
    }

    public List<Path> fetchAll(List<ObjectRef> refs, Path directory) {
        return refs.stream().map(ref -> fetch(ref, directory)).toList();
    }

    /**
     * Stores a file beside a manifest, under a name made of its content: whoever writes the same content writes the same
     * object, so an interrupted attempt is continued rather than left behind.
     */
    public ObjectRef publish(Path file, ObjectKey manifest, String stem) {
        var key = manifest.sibling(
                stem + "-" + contentDigest(file) + extension(file.getFileName().toString()));
        return create(file, key);
    }

    /** Stores a file under a key that names its content; what is there already under that key stays and is the answer. */
    public ObjectRef create(Path file, ObjectKey key) {
        return store.put(key, new Content.File(file), new Condition.IfAbsent())
                .map(eTag -> new ObjectRef(key, eTag))
                .or(() -> store.head(key).map(ObjectStore.ObjectInfo::ref))
                .orElseThrow(() -> new RetriableException(key + " was removed while it was published", null));
    }

    /**
     * What a job had done when it had to end.
     *
     * @param done so many parts of it
     */
    public record Kept(long done, Path file) {}

    /**
     * Stores what a job has done so far, beside the manifest it works for, for the next call to go on from.
     *
     * @param what is done, in a word, as a job may consist of several things
     */
    public ObjectRef keep(Kept soFar, String what, ObjectKey manifest) {
        return create(
                soFar.file(),
                manifest.sibling(KEPT
                        + what
                        + "-%012d".formatted(soFar.done())
                        + extension(soFar.file().getFileName().toString())));
    }

    /** The most that was kept of a job. */
    public Optional<Kept> kept(String what, ObjectKey manifest, Path directory) {
        var prefix = manifest.sibling(KEPT + what + "-").value();
        try (var objects = store.list(prefix)) {
            return objects.map(ObjectStore.ObjectInfo::ref)
                    .max(Comparator.comparing(ObjectRef::key))
                    .map(ref -> new Kept(done(ref.key().value().substring(prefix.length())), fetch(ref, directory)));
        }
    }

    private static long done(String name) {
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }

    private static Digest contentDigest(Path file) {
        var sha = Digest.sha256();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), sha)) {
            Files.copy(file, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Digest.of(sha);
    }

    private static String extension(ObjectKey key) {
        return extension(key.fileName());
    }

    private static String extension(String name) {
        var dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }
}
