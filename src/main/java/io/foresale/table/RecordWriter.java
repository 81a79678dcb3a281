package io.foresale.table;

import io.foresale.text.Cells;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes normalised records: one a line, without quotes. */
final class RecordWriter implements AutoCloseable {

    private static final int FLUSH = 1 << 20;
    private static final byte DELETE = 0x7f;
    private static final int LONGEST_MISSING =
            Cells.MISSING.stream().mapToInt(String::length).max().orElse(0);

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
        number(row);
        separator();
        number(line);
    }

    void separator() {
        ensure(1);
        buffer[size++] = Records.SEPARATOR;
    }

    /** The bytes as they are, control characters as blanks. */
    void whole(byte[] bytes, int from, int to) {
        ensure(to - from);
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            buffer[size++] = b >= 0 && b < ' ' ? (byte) ' ' : b;
        }
    }

    /** The cell as {@link Cells#words} says, nothing where it is missing; where it was quoted, a doubled quote is one. */
    void cell(byte[] bytes, int from, int to, boolean quoted) {
        ensure(to - from);
        int begin = size;
        int at = begin;
        boolean blank = true;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b > ' ' && b != DELETE) {
                i += b == '"' && quoted ? 1 : 0;
                buffer[at++] = b;
                blank = false;
            } else if (b < 0) {
                beyondAscii(bytes, from, to, quoted);
                return;
            } else if (!blank) {
                buffer[at++] = ' ';
                blank = true;
            }
        }
        at -= blank && at > begin ? 1 : 0;
        size = missing(begin, at) ? begin : at;
    }

    private boolean missing(int begin, int end) {
        if (end == begin) {
            return true;
        }
        if (end - begin > LONGEST_MISSING || buffer[begin] >= '0' && buffer[begin] <= '9') {
            return false;
        }
        var cell = new String(buffer, begin, end - begin, StandardCharsets.US_ASCII);
        return Cells.MISSING.contains(cell.toLowerCase(Locale.ROOT));
    }

    private void beyondAscii(byte[] bytes, int from, int to, boolean quoted) {
        var text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        var words = Cells.words(quoted ? text.replace("\"\"", "\"") : text);
        var plain = words.orElse("").getBytes(StandardCharsets.UTF_8);
        ensure(plain.length);
        System.arraycopy(plain, 0, buffer, size, plain.length);
        size += plain.length;
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

    private void number(long number) {
        var digits = Long.toString(number);
        ensure(digits.length());
        for (int i = 0; i < digits.length(); i++) {
            buffer[size++] = (byte) digits.charAt(i);
        }
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
