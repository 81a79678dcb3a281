package io.foresale.adapter.directory;

import io.foresale.domain.Digest;
import io.foresale.domain.ETag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tags of files by their content, so that the same upload twice is known to be the same. A file is hashed once. */
final class ETags {

    private static final int BUFFER = 1 << 16;

    /**
     * File systems tell times in steps. A file that somebody else changed less than this ago may change again within the
     * same step, unseen: its tag is not kept.
     */
    private static final Duration STEP = Duration.ofSeconds(2);

    private record Known(Stamp stamp, ETag eTag) {}

    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    /** The tag of a file that looks so; empty where its content has to be read for it. */
    Optional<ETag> known(Path file, Stamp stamp) {
        return Optional.ofNullable(known.get(file))
                .filter(k -> k.stamp().equals(stamp))
                .map(Known::eTag);
    }

    /** The tag of an open file that looks so. */
    ETag of(Path file, Stamp stamp, FileChannel channel) throws IOException {
        var kept = known(file, stamp);
        if (kept.isPresent()) {
            return kept.get();
        }
        var eTag = hash(channel);
        if (stamp.modified().isBefore(Instant.now().minus(STEP))) {
            remember(file, stamp, eTag);
        }
        return eTag;
    }

    /** Remembers the tag of what was just written, so that it is not read again to be hashed. */
    void remember(Path file, Stamp stamp, ETag eTag) {
        known.put(file, new Known(stamp, eTag));
    }

    void forget(Path file) {
        known.remove(file);
    }

    private static ETag hash(FileChannel channel) throws IOException {
        var sha = Digest.sha256();
        var buffer = ByteBuffer.allocate(BUFFER);
        for (long position = 0; channel.read(buffer, position) >= 0; ) {
            buffer.flip();
            position += buffer.remaining();
            sha.update(buffer);
            buffer.clear();
        }
        return new ETag(Digest.of(sha).value());
    }
}
