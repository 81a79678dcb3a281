package io.foresale.adapter.directory;

import io.foresale.domain.Digest;
import io.foresale.domain.ObjectKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** One writer at a time for a key: among the threads of this process and among the processes of this machine. */
final class Locks {

    /** Keys share locks by their hash: the files stay few, and two keys that share one only wait for each other. */
    private static final int STRIPES = 64;

    private final Path directory;
    private final Lock[] threads =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(Lock[]::new);

    Locks(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    /** Work on files. */
    interface Work<T> {
        T run() throws IOException;
    }

    <T> T with(ObjectKey key, Work<T> work) throws IOException {
        int stripe = Integer.parseInt(Digest.of(key).value().substring(0, 4), 16) % STRIPES;
        threads[stripe].lock();
        try (var channel = FileChannel.open(
                        directory.resolve(String.valueOf(stripe)),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            return work.run();
        } finally {
            threads[stripe].unlock();
        }
    }
}
