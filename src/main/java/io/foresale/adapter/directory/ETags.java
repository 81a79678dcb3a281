package io.foresale.adapter.directory;

import io.foresale.domain.Digest;
import io.foresale.domain.ETag;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tags of files by their content, so that the same upload twice is known to be the same. A file is hashed again only when
 * its size, time or identity changed.
 */
final class ETags {

    private record Stamp(long size, long modifiedNanos, String fileKey) {
        static Stamp of(BasicFileAttributes attributes) {
            var time = attributes.lastModifiedTime().toInstant();
            return new Stamp(
                    attributes.size(),
                    time.getEpochSecond() * 1_000_000_000L + time.getNano(),
                    String.valueOf(attributes.fileKey()));
        }
    }

    private record Known(Stamp stamp, ETag eTag) {}

    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    ETag of(Path file, BasicFileAttributes attributes) throws IOException {
        var stamp = Stamp.of(attributes);
        var kept = known.get(file);
        if (kept != null && kept.stamp().equals(stamp)) {
            return kept.eTag();
        }
        var eTag = hash(file);
        known.put(file, new Known(stamp, eTag));
        return eTag;
    }

    /** The tag of a file's content, whatever is known. */
    static ETag hash(Path file) throws IOException {
        var sha = Digest.sha256();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), sha)) {
            Files.copy(file, out);
        }
        return new ETag(Digest.of(sha).value());
    }

    /** Remembers what was just written, so that it is not read again to be hashed. */
    void remember(Path file, ETag eTag) throws IOException {
        known.put(file, new Known(Stamp.of(Files.readAttributes(file, BasicFileAttributes.class)), eTag));
    }

    void forget(Path file) {
        known.remove(file);
    }
}
