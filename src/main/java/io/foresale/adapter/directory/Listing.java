package io.foresale.adapter.directory;

import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys below a directory in their order, one folder in memory at a time. Hidden files, files that cannot be read, and
 * names that no key can have, are no objects.
 */
final class Listing {

    private final Path root;

    Listing(Path root) {
        this.root = root;
    }

    /** A file or folder; a folder sorts as its keys do, with the slash. */
    private record Entry(String name, boolean folder) {
        private String sortName() {
            return folder ? name + "/" : name;
        }
    }

    Stream<ObjectKey> keys(String prefix) {
        var folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        if (("/" + folder).contains("//") || ("/" + folder).contains("/.")) {
            return Stream.empty();
        }
        var start = prefix.substring(folder.length());
        return entries(folder).stream()
                .filter(e -> e.sortName().startsWith(start))
                .flatMap(e -> below(folder, e));
    }

    private Stream<ObjectKey> below(String folder, Entry entry) {
        return entry.folder()
                ? entries(folder + entry.name() + "/").stream().flatMap(e -> below(folder + entry.name() + "/", e))
                : key(folder + entry.name()).stream();
    }

    private List<Entry> entries(String folder) {
        var entries = new ArrayList<Entry>();
        try (var files = Files.newDirectoryStream(root.resolve(folder))) {
            for (var file : files) {
                var name = file.getFileName().toString();
                if (!name.startsWith(".") && Files.isReadable(file)) {
                    entries.add(new Entry(name, Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException | InvalidPathException e) {
            return List.of();
        } catch (IOException | DirectoryIteratorException e) {
            throw new RetriableException("the bucket could not be listed under " + folder, e);
        }
        entries.sort(Comparator.comparing(Entry::sortName, ObjectKey::compare));
        return entries;
    }

    private static Optional<ObjectKey> key(String value) {
        try {
            return Optional.of(new ObjectKey(value));
        } catch (PermanentException e) {
            return Optional.empty();
        }
    }
}
