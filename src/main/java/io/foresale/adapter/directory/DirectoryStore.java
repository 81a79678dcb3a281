package io.foresale.adapter.directory;

import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import io.foresale.domain.RetriableException;
import io.foresale.port.ObjectStore;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A bucket that is a directory: the object {@code a/b} is the file {@code a/b}, so people put uploads in and take scores out
 * with what they have. Objects are written aside and moved into place; readers go on reading what they opened. Temporary
 * files and locks lie under {@code .foresale/}, which is no part of the bucket.
 */
public final class DirectoryStore implements ObjectStore {

    static final String PRIVATE = ".foresale";
    private static final int LONGEST_NAME = 255;
    private static final Duration ABANDONED = Duration.ofHours(24);

    private final Path root;
    private final Path temporary;
    private final ETags eTags = new ETags();
    private final Locks locks;

    public DirectoryStore(Path root) {
        try {
            this.root = Files.createDirectories(root).toRealPath();
            this.temporary = Files.createDirectories(this.root.resolve(PRIVATE).resolve("tmp"));
            this.locks = new Locks(this.root.resolve(PRIVATE).resolve("locks"));
            removeAbandoned();
        } catch (IOException e) {
            throw new RetriableException("the bucket " + root + " cannot be used", e);
        }
    }

    /** What a process that was killed left behind; another process may be writing the younger ones. */
    private void removeAbandoned() throws IOException {
        try (var files = Files.list(temporary)) {
            for (var file : files.toList()) {
                if (Files.getLastModifiedTime(file)
                        .toInstant()
                        .isBefore(Instant.now().minus(ABANDONED))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private Path path(ObjectKey key) {
        for (var segment : key.value().split("/")) {
            if (segment.startsWith(".") || segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                throw PermanentException.invalid(
                        "object key",
                        "names of at most " + LONGEST_NAME + " bytes that do not begin with a dot",
                        Quoted.of(segment),
                        "rename the object");
            }
        }
        return root.resolve(key.value());
    }

    @Override
    public Reading get(ObjectKey key, Want want) {
        var file = path(key);
        try {
            return switch (want) {
                case Want.Whole() -> opened(key, file, 0, Long.MAX_VALUE);
                case Want.Range(long offset, long length) -> opened(key, file, offset, length);
                case Want.IfMatch(ETag wanted) -> {
                    var reading = opened(key, file, 0, Long.MAX_VALUE);
                    yield reading instanceof Reading.Found found
                                    && !found.info().eTag().equals(wanted)
                            ? closed(found, new Reading.Changed())
                            : reading;
                }
                case Want.IfNoneMatch(ETag known) -> {
                    var reading = opened(key, file, 0, Long.MAX_VALUE);
                    yield reading instanceof Reading.Found found
                                    && found.info().eTag().equals(known)
                            ? closed(found, new Reading.Unchanged())
                            : reading;
                }
            };
        } catch (NoSuchFileException e) {
            return new Reading.Missing();
        } catch (IOException e) {
            throw failed(key, e);
        }
    }

    /** Opens first and asks for the tag afterwards: should the file be replaced between the two, it is opened again. */
    private Reading opened(ObjectKey key, Path file, long offset, long length) throws IOException {
        while (true) {
            var before = Files.readAttributes(file, BasicFileAttributes.class);
            if (!before.isRegularFile()) {
                return new Reading.Missing();
            }
            var channel = FileChannel.open(file);
            var info = info(key, file, before);
            var after = Files.readAttributes(file, BasicFileAttributes.class);
            if (String.valueOf(before.fileKey()).equals(String.valueOf(after.fileKey()))
                    && before.size() == after.size()) {
                channel.position(Math.min(offset, before.size()));
                return new Reading.Found(info, new Bounded(Channels.newInputStream(channel), length));
            }
            channel.close();
        }
    }

    private static Reading closed(Reading.Found found, Reading answer) throws IOException {
        found.content().close();
        return answer;
    }

    private ObjectInfo info(ObjectKey key, Path file, BasicFileAttributes attributes) throws IOException {
        return new ObjectInfo(
                key,
                eTags.of(file, attributes),
                attributes.size(),
                attributes.lastModifiedTime().toInstant());
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        var file = path(key);
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() ? Optional.of(info(key, file, attributes)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed(key, e);
        }
    }

    @Override
    public Optional<ETag> put(ObjectKey key, Content content, Condition condition) {
        var file = path(key);
        try {
            var written = write(content);
            try {
                var eTag = ETags.hash(written);
                return locks.with(
                        key,
                        () -> holds(key, file, condition) ? Optional.of(moved(written, file, eTag)) : Optional.empty());
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw failed(key, e);
        }
    }

    private Path write(Content content) throws IOException {
        var target = Files.createTempFile(temporary, "put", "");
        switch (content) {
            case Content.Bytes(byte[] bytes) -> Files.write(target, bytes);
            case Content.File(Path source) -> Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
        try (var channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return target;
    }

    private boolean holds(ObjectKey key, Path file, Condition condition) {
        return switch (condition) {
            case Condition.Always() -> true;
            case Condition.IfAbsent() -> !Files.exists(file);
            case Condition.IfMatch(ETag wanted) ->
                head(key).map(ObjectInfo::eTag).filter(wanted::equals).isPresent();
        };
    }

    private ETag moved(Path written, Path file, ETag eTag) throws IOException {
        Files.createDirectories(file.getParent());
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        eTags.remember(file, eTag);
        return eTag;
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) {
        try {
            return new Listing(root).keys(prefix).flatMap(key -> head(key).stream());
        } catch (IOException e) {
            throw new RetriableException("the bucket could not be listed under " + prefix, e);
        }
    }

    @Override
    public void delete(ObjectKey key) {
        var file = path(key);
        try {
            Files.deleteIfExists(file);
            eTags.forget(file);
        } catch (IOException e) {
            throw failed(key, e);
        }
    }

    private static RetriableException failed(ObjectKey key, IOException e) {
        return new RetriableException(key + " could not be reached in the bucket: " + e, e);
    }
}
