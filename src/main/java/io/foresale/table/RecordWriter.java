package io.foresale.table;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes normalised records: one a line, without quotes. */
final class RecordWriter implements AutoCloseable {

    private static final int FLUSH = 1 << 20;

    private final OutputStream out;
    private byte[] buffer = new byte[2 * FLUSH];
    private int size;
    private int lineStart;
    private int longest;

    RecordWriter(Path file) {
        try {
            out = Files.newOutputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void begin(long row, long line) {
        lineStart = size;
        text(Long.toString(row));
        separator();
        text(Long.toString(line));
    }

    void separator() {
        ensure(1);
        buffer[size++] = Records.SEPARATOR;
    }

    /** The bytes with control characters as blanks; where they were quoted, a doubled quote is one. */
    void cell(byte[] bytes, int from, int to, boolean quoted) {
        ensure(to - from);
        int at = size;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '"' && quoted) {
                i++;
            }
            buffer[at++] = b >= 0 && b < ' ' ? (byte) ' ' : b;
        }
        size = at;
    }

    void end() {
        ensure(1);
        buffer[size++] = '\n';
        longest = Math.max(longest, size - lineStart);
        if (size > FLUSH) {
            flush();
        }
    }

    /** Bytes of the longest record so far. */
    int longest() {
        return longest;
    }

    private void text(String ascii) {
        var bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        cell(bytes, 0, bytes.length, false);
    }

    private void ensure(int more) {
        if (size + more > buffer.length) {
            buffer = java.util.Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }

    private void flush() {
        try {
            out.write(buffer, 0, size);
            size = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        flush();
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
