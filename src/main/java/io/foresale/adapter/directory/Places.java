package io.foresale.adapter.directory;

import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where an object lies in the directory, and the few keys that a bucket may hold but a directory cannot. */
final class Places {

    /** What the store keeps for itself. */
    static final String PRIVATE = ".foresale";

    private static final int LONGEST_NAME = 255;

    private final Path root;

    Places(Path root) {
        this.root = root;
    }

    Path of(ObjectKey key) {
        for (var segment : key.value().split("/")) {
            if (segment.startsWith(".")) {
                throw refused(key, "names that do not begin with a dot: those are hidden files", segment);
            }
            if (segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                throw refused(key, "names of at most " + LONGEST_NAME + " bytes", segment);
            }
        }
        try {
            return root.resolve(key.value());
        } catch (InvalidPathException e) {
            throw PermanentException.invalid(
                    "object key " + Quoted.of(key.value()),
                    "characters that this process can use in file names",
                    e.getReason(),
                    "start it in a UTF-8 locale, as with LC_ALL=C.UTF-8");
        }
    }

    /** Whether there is an object. */
    boolean holds(Path file) {
        return Files.isRegularFile(file);
    }

    void refuseFolder(ObjectKey key, Path file) {
        if (Files.isDirectory(file)) {
            throw refused(key, "a name that no folder has", key.value());
        }
    }

    void makeFolder(ObjectKey key, Path file) throws IOException {
        try {
            Files.createDirectories(file.getParent());
        } catch (FileSystemException e) {
            refuseBelowObject(key, file);
            throw e;
        }
    }

    private void refuseBelowObject(ObjectKey key, Path file) {
        for (var above = file.getParent(); !above.equals(root); above = above.getParent()) {
            if (holds(above)) {
                throw refused(
                        key,
                        "folders that are no objects",
                        root.relativize(above).toString());
            }
        }
    }

    private static PermanentException refused(ObjectKey key, String wanted, String got) {
        return PermanentException.invalid(
                "object key " + Quoted.of(key.value()), wanted, Quoted.of(got), "rename the object");
    }
}
