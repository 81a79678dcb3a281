package io.foresale.adapter.upload;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import io.foresale.domain.PermanentException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Undoes compression, no further than the limit. */
final class Expansion {

    private static final int BUFFER = 128 * 1024;

    /** Archives in archives go no deeper than this. */
    private static final int LAYERS = 3;

    private final long mostBytes;
    private final String name;

    Expansion(long mostBytes, String name) {
        this.mostBytes = mostBytes;
        this.name = name;
    }

    /** The file itself where it is not compressed. */
    Path expand(Path raw, Path directory) throws IOException {
        var file = raw;
        for (int layer = 1; layer <= LAYERS; layer++) {
            var kind = kind(file);
            if (kind.isEmpty()) {
                break;
            }
            var next = directory.resolve("expanded" + layer);
            expand(file, kind, next);
            file = next;
        }
        if (Files.size(file) > mostBytes) {
            throw tooLarge(Files.size(file) + " bytes");
        }
        return file;
    }

    private static String kind(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var b = in.readNBytes(4);
            if (b.length >= 2 && b[0] == 0x1f && b[1] == (byte) 0x8b) {
                return "gzip";
            }
            return b.length == 4 && b[0] == 0x28 && b[1] == (byte) 0xb5 && b[2] == 0x2f && b[3] == (byte) 0xfd
                    ? "zstd"
                    : "";
        }
    }

    private void expand(Path file, String kind, Path target) throws IOException {
        try (var raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                var in = open(raw, kind);
                var out = Files.newOutputStream(target)) {
            var buffer = new byte[BUFFER];
            long total = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                total += n;
                if (total > mostBytes) {
                    throw tooLarge("more");
                }
                out.write(buffer, 0, n);
            }
        } catch (EOFException | ZipException | ZstdIOException e) {
            throw PermanentException.invalid(
                    name,
                    "whole " + kind + " data",
                    "data that ends early or is damaged (" + e.getMessage() + ")",
                    "compress and upload it again");
        }
    }

    private static InputStream open(InputStream raw, String kind) throws IOException {
        return kind.equals("gzip") ? new GZIPInputStream(raw, BUFFER) : new ZstdInputStream(raw);
    }

    private PermanentException tooLarge(String got) {
        return PermanentException.tooLarge(
                name,
                "at most " + mostBytes + " bytes when expanded",
                got,
                "split it into several uploads, or raise the limit");
    }
}
