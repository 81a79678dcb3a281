package io.foresale.adapter.directory;

import io.foresale.adapter.stream.Bounded;
import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.RetriableException;
import io.foresale.port.ObjectStore;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A bucket that is a directory: the object {@code a/b} is the file {@code a/b}, so people put uploads in and take scores out
 * with what they have. Objects are written aside and moved into place; who reads goes on reading what they opened. What
 * people change in place, with an editor or by copying over it, is theirs to leave alone while it is read. Temporary files
 * and locks lie under {@code .foresale/}, which is no part of the bucket.
 */
public final class DirectoryStore implements ObjectStore {

    /** A temporary file as old as this belongs to a process that was killed. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path root;
    private final Places places;
    private final Path temporary;
    private final ETags eTags = new ETags();
    private final Locks locks;

    /** Opens the bucket, making the directory where there is none. */
    public DirectoryStore(Path directory) {
        try {
            root = Files.createDirectories(directory).toRealPath();
            places = new Places(root);
            temporary = Files.createDirectories(root.resolve(Places.PRIVATE).resolve("tmp"));
            locks = new Locks(root.resolve(Places.PRIVATE).resolve("locks"));
            removeAbandoned();
        } catch (IOException e) {
            throw new RetriableException("the directory " + directory + " cannot be used as a bucket: " + e, e);
        }
    }

    private void removeAbandoned() throws IOException {
        var limit = Instant.now().minus(ABANDONED);
        try (var files = Files.list(temporary)) {
            for (var file : files.toList()) {
                if (Files.exists(file)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public Reading get(ObjectKey key, Want want) {
        var file = places.of(key);
        try {
            var opened = open(key, file);
            if (opened.isEmpty()) {
                return new Reading.Missing();
            }
            var info = opened.get().info();
            return switch (want) {
                case Want.Whole() -> opened.get().from(0, info.size());
                case Want.Range(long offset, long length) -> opened.get().from(offset, length);
                case Want.IfMatch(ETag wanted) ->
                    info.eTag().equals(wanted)
                            ? opened.get().from(0, info.size())
                            : opened.get().closed(new Reading.Changed());
                case Want.IfNoneMatch(ETag had) ->
                    info.eTag().equals(had)
                            ? opened.get().closed(new Reading.Unchanged())
                            : opened.get().from(0, info.size());
            };
        } catch (IOException e) {
            throw failed(key, e);
        }
    }

    private record Opened(ObjectInfo info, FileChannel channel) {

        Reading from(long offset, long length) throws IOException {
            channel.position(Math.min(offset, info.size()));
            long rest = info.size() - channel.position();
            return new Reading.Found(info, new Bounded(Channels.newInputStream(channel), Math.min(length, rest)));
        }

        Reading closed(Reading answer) throws IOException {
            channel.close();
            return answer;
        }
    }

    /** Opens a file and learns its tag; should it be replaced meanwhile, the new one is opened. */
    private Optional<Opened> open(ObjectKey key, Path file) throws IOException {
        while (places.holds(file)) {
            var stamp = Stamp.of(file);
            var channel = FileChannel.open(file);
            try {
                if (stamp.equals(Stamp.of(file))) {
                    var info = new ObjectInfo(key, eTags.of(file, stamp, channel), stamp.size(), stamp.modified());
                    return Optional.of(new Opened(info, channel));
                }
                channel.close();
            } catch (IOException e) {
                channel.close();
                if (places.holds(file)) {
                    throw e;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        var file = places.of(key);
        try {
            var stamp = Stamp.of(file);
            var known = stamp.regular() ? eTags.known(file, stamp) : Optional.<ETag>empty();
            if (known.isPresent()) {
                return known.map(eTag -> new ObjectInfo(key, eTag, stamp.size(), stamp.modified()));
            }
            var opened = open(key, file);
            if (opened.isPresent()) {
                opened.get().channel().close();
            }
            return opened.map(Opened::info);
        } catch (IOException e) {
            if (places.holds(file)) {
                throw failed(key, e);
            }
            return Optional.empty();
        }
    }

    @Override
    public Optional<ETag> put(ObjectKey key, Content content, Condition condition) {
        var file = places.of(key);
        if (condition instanceof Condition.IfAbsent && places.holds(file)) {
            return Optional.empty();
        }
        places.refuseFolder(key, file);
        try (var draft = Draft.of(content, temporary)) {
            places.makeFolder(key, file);
            return locks.with(key, () -> placed(key, draft, file, condition) ? written(file, draft) : Optional.empty());
        } catch (IOException e) {
            throw failed(key, e);
        }
    }

    private boolean placed(ObjectKey key, Draft draft, Path file, Condition condition) throws IOException {
        return switch (condition) {
            case Condition.IfAbsent() -> draft.create(file);
            case Condition.Always() -> {
                draft.replace(file);
                yield true;
            }
            case Condition.IfMatch(ETag wanted) -> {
                var holds =
                        head(key).map(ObjectInfo::eTag).filter(wanted::equals).isPresent();
                if (holds) {
                    draft.replace(file);
                }
                yield holds;
            }
        };
    }

    private Optional<ETag> written(Path file, Draft draft) {
        eTags.remember(file, draft.stamp(), draft.eTag());
        return Optional.of(draft.eTag());
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) {
        return new Listing(root).keys(prefix).flatMap(key -> head(key).stream());
    }

    @Override
    public void delete(ObjectKey key) {
        var file = places.of(key);
        try {
            locks.with(key, () -> {
                eTags.forget(file);
                return places.holds(file) && Files.deleteIfExists(file);
            });
        } catch (IOException e) {
            throw failed(key, e);
        }
    }

    private static RetriableException failed(ObjectKey key, IOException e) {
        return new RetriableException(key + " could not be reached in the bucket: " + e, e);
    }
}
