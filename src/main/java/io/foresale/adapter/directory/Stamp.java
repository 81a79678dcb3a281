package io.foresale.adapter.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * How a file looks from outside; while this is the same, so is its content.
 *
 * @param size in bytes
 * @param fileKey the file's identity on its file system
 */
record Stamp(long size, Instant modified, String fileKey, boolean regular) {

    static Stamp of(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(
                attributes.size(),
                attributes.lastModifiedTime().toInstant(),
                String.valueOf(attributes.fileKey()),
                attributes.isRegularFile());
    }
}
