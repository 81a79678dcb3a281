package io.foresale.adapter.directory;

import io.foresale.domain.Digest;
import io.foresale.domain.ObjectKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** One writer at a time for a key: among the threads of this process and among the processes of this machine. */
final class Locks {

    /** Keys share locks by their hash: the files stay few, and two keys that share one only wait for each other. */
    private static final int STRIPES = 64;

    /**
     * A file lock belongs to the process and is lost as soon as any of its channels to the file is closed: so only one
     * thread of the process may hold one, whichever store it came through.
     */
    private static final Map<Path, Lock> THREADS = new ConcurrentHashMap<>();

    private final Path directory;

    Locks(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    /** Work on files. */
    interface Work<T> {
        T run() throws IOException;
    }

    <T> T with(ObjectKey key, Work<T> work) throws IOException {
        int stripe = Integer.parseInt(Digest.of(key).value().substring(0, 4), 16) % STRIPES;
        var file = directory.resolve(String.valueOf(stripe));
        var threads = THREADS.computeIfAbsent(file, _ -> new ReentrantLock());
        threads.lock();
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            return work.run();
        } finally {
            threads.unlock();
        }
    }
}
