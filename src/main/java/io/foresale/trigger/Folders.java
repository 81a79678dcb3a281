package io.foresale.trigger;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files below a folder, listed again only where something was put in or taken out since: a look at a large bucket at
 * rest costs one question a folder. Hidden files are left out. For one thread.
 */
final class Folders {

    /** File systems tell times in steps; a folder that changed this short a time ago may change again unseen. */
    private static final Duration STEP = Duration.ofSeconds(2);

    private final Predicate<Path> wanted;
    private final Map<Path, Folder> known = new HashMap<>();

    /** Only wanted files are told of; each is asked about when it is seen first. */
    Folders(Predicate<Path> wanted) {
        this.wanted = wanted;
    }

    private enum Kind {
        FOLDER,
        WANTED,
        OTHER
    }

    private record Folder(Instant modified, Instant listed, Map<Path, Kind> entries) {

        boolean stillSo(Instant now) {
            return now.equals(modified) && modified.isBefore(listed.minus(STEP));
        }

        Stream<Path> of(Kind kind) {
            return entries.entrySet().stream().filter(e -> e.getValue() == kind).map(Map.Entry::getKey);
        }
    }

    Stream<Path> files(Path directory) {
        try {
            var attributes = Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isDirectory()) {
                return Stream.empty();
            }
            var modified = attributes.lastModifiedTime().toInstant();
            var folder = known.get(directory);
            if (folder == null || !folder.stillSo(modified)) {
                folder = list(directory, modified, folder == null ? Map.of() : folder.entries());
                known.put(directory, folder);
            }
            return Stream.concat(folder.of(Kind.WANTED), folder.of(Kind.FOLDER).flatMap(this::files));
        } catch (IOException | DirectoryIteratorException e) {
            known.remove(directory);
            return Stream.empty(); // not there yet, or removed while it was looked at
        }
    }

    private Folder list(Path directory, Instant modified, Map<Path, Kind> before) throws IOException {
        var listed = Instant.now();
        var entries = new HashMap<Path, Kind>();
        try (var paths = Files.newDirectoryStream(directory)) {
            for (var path : paths) {
                if (!path.getFileName().toString().startsWith(".")) {
                    var kind = before.get(path);
                    entries.put(path, kind == null ? kind(path) : kind);
                }
            }
        }
        return new Folder(modified, listed, entries);
    }

    private Kind kind(Path path) {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return Kind.FOLDER;
        }
        return wanted.test(path) ? Kind.WANTED : Kind.OTHER;
    }
}
