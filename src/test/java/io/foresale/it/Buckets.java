package io.foresale.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** What tests want to know of a directory that is a bucket. */
final class Buckets {

    private Buckets() {}

    /** The files below a prefix, sorted. */
    static List<Path> files(Path bucket, String prefix) {
        var root = bucket.resolve(prefix);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // changed while it was walked; whoever waits looks again
        }
    }

    static boolean hasScores(Path bucket, String dataset) {
        return files(bucket, "scores/" + dataset).stream().anyMatch(f -> f.endsWith("manifest.json"));
    }

    static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
