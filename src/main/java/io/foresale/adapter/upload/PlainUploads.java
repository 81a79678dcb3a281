package io.foresale.adapter.upload;

import io.foresale.domain.PermanentException;
import io.foresale.port.Uploads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link Uploads} that are recognised by their first bytes. */
public final class PlainUploads implements Uploads {

    private static final int HEAD = 64 * 1024;

    private final long mostBytes;

    /**
     * Makes a reader.
     *
     * @param mostBytes an upload may have when it is expanded
     */
    public PlainUploads(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public Plain plain(Path raw, String name, Optional<String> encoding, Path directory) {
        try {
            var expanded = new Expansion(mostBytes, name).expand(raw, directory);
            var head = head(expanded);
            if (head.length == 0) {
                throw PermanentException.invalid(
                        name, "a table with a header line", "an empty file", "upload the file again");
            }
            if (Signatures.parquet(head)) {
                return new Plain(Format.PARQUET, expanded, true, List.of());
            }
            Signatures.foreign(head).ifPresent(what -> {
                throw noTable(name, what);
            });
            return text(expanded, head, name, encoding, directory);
        } catch (IOException e) {
            throw new UncheckedIOException("a file for " + name + " could not be read or written", e);
        }
    }

    private static Plain text(Path expanded, byte[] head, String name, Optional<String> named, Path directory)
            throws IOException {
        var finding = new Encodings(name).find(expanded, head, named);
        if (finding.charset().isEmpty() && Signatures.binary(head)) {
            throw noTable(name, "binary data");
        }
        var warnings = new ArrayList<>(finding.warnings());
        var file = expanded;
        if (finding.charset().isPresent()) {
            file = directory.resolve("decoded");
            Transcoding.toUtf8(expanded, file, finding.charset().get(), name);
        }
        return new Plain(Signatures.format(head(file)), file, finding.validUtf8(), List.copyOf(warnings));
    }

    private static PermanentException noTable(String name, String what) {
        return PermanentException.invalid(
                name,
                "CSV, JSON Lines or Parquet, plain or compressed with gzip or zstd",
                "what looks like " + what,
                "export the table as one of these and upload that");
    }

    private static byte[] head(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD);
        }
    }
}
