package io.foresale.adapter.directory;

import io.foresale.domain.Digest;
import io.foresale.domain.ETag;
import io.foresale.port.ObjectStore.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.UUID;

/** An object that is written and on disk, but not yet in its place. */
record Draft(Path file, ETag eTag, Stamp stamp) implements AutoCloseable {

    /**
     * Writes the content to a file of its own. Its time is set from the clock, whose steps are much finer than the file
     * system's own: two contents never look alike, although their files may follow each other in a millisecond.
     */
    static Draft of(Content content, Path directory) throws IOException {
        var file = directory.resolve(UUID.randomUUID().toString());
        var sha = Digest.sha256();
        try (var in = new DigestInputStream(opened(content), sha);
                var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            in.transferTo(Channels.newOutputStream(channel));
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return new Draft(file, new ETag(Digest.of(sha).value()), Stamp.of(file));
    }

    private static InputStream opened(Content content) throws IOException {
        return switch (content) {
            case Content.Bytes(byte[] bytes) -> new ByteArrayInputStream(bytes);
            case Content.File(Path source) -> Files.newInputStream(source);
        };
    }

    /** Puts it in its place, whatever is there. */
    void replace(Path target) throws IOException {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        persist(target.getParent());
    }

    /**
     * Puts it in its place where nothing is there: a second name for the same file, which a file system gives or refuses
     * in one step. Where it gives no second names, it is moved, which is safe among those who hold the key's lock.
     *
     * @return whether the place was free
     */
    boolean create(Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (Files.exists(target)) {
                return false;
            }
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        }
        persist(target.getParent());
        return true;
    }

    /** Without this a power cut could lose an object that a later one names. Some file systems cannot do it. */
    private static void persist(Path directory) {
        try (var channel = FileChannel.open(directory)) {
            channel.force(true);
        } catch (IOException _) {
            // nothing better is left to do: the content itself is on disk
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
