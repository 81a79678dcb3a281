package io.foresale.adapter.directory;

import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys below a directory. Hidden files, and names that no key can have, are no objects. */
final class Listing {

    private final Path root;

    Listing(Path root) {
        this.root = root;
    }

    Stream<ObjectKey> keys(String prefix) throws IOException {
        var keys = new ArrayList<ObjectKey>();
        var start =
                root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1)).normalize();
        if (start.startsWith(root) && Files.isDirectory(start)) {
            Files.walkFileTree(start, new Collector(prefix, keys));
        }
        return keys.stream().sorted();
    }

    private final class Collector extends SimpleFileVisitor<Path> {

        private final String prefix;
        private final List<ObjectKey> keys;

        private Collector(String prefix, List<ObjectKey> keys) {
            this.prefix = prefix;
            this.keys = keys;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return hidden(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!hidden(file)) {
                key(file).filter(k -> k.value().startsWith(prefix)).ifPresent(keys::add);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // removed while the directory was walked
        }

        private boolean hidden(Path path) {
            return !path.equals(root) && path.getFileName().toString().startsWith(".");
        }
    }

    private Optional<ObjectKey> key(Path file) {
        try {
            return Optional.of(new ObjectKey(root.relativize(file).toString()));
        } catch (PermanentException e) {
            return Optional.empty();
        }
    }
}
