package io.foresale.table;

import io.foresale.text.Cells;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes normalised records: one a line, without quotes. */
final class RecordWriter implements AutoCloseable {

    private static final int FLUSH = 1 << 20;
    private static final byte DELETE = 0x7f;
    private static final int MOST_DIGITS = 19;

    private static final String MISSING_STARTS = Cells.MISSING.stream()
            .filter(word -> !word.isEmpty())
            .map(word -> word.substring(0, 1))
            .flatMap(start -> Stream.of(start, start.toUpperCase(Locale.ROOT)))
            .distinct()
            .sorted()
            .collect(Collectors.joining());

    private final OutputStream out;
    private byte[] buffer = new byte[2 * FLUSH];
    private int size;
    private int lineStart;
    private int longest;
    private final int flushAt;

    /** A writer to a stream, which is given whole records at once and closed with the writer. */
    RecordWriter(OutputStream out) {
        this.out = out;
        flushAt = FLUSH;
    }

    /** A writer that keeps all it is given in memory, for {@link #append}. */
    RecordWriter() {
        out = OutputStream.nullOutputStream();
        flushAt = Integer.MAX_VALUE;
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
        if (end - begin > Cells.LONGEST_MISSING || MISSING_STARTS.indexOf(buffer[begin]) < 0) {
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
        ended();
    }

    /** Ends the record with the cells of one that another writer has kept. */
    void append(RecordWriter kept, int from, int to) {
        ensure(to - from);
        System.arraycopy(kept.buffer, from, buffer, size, to - from);
        size += to - from;
        ended();
    }

    /** Bytes that are kept. */
    int size() {
        return size;
    }

    private void ended() {
        longest = Math.max(longest, size - lineStart);
        if (size > flushAt) {
            flush();
        }
    }

    /** Bytes of the longest record so far. */
    int longest() {
        return longest;
    }

    private void number(long number) {
        ensure(MOST_DIGITS);
        int from = size;
        for (long rest = number; rest > 0 || size == from; rest /= 10) {
            buffer[size++] = (byte) ('0' + rest % 10);
        }
        for (int i = from, j = size - 1; i < j; i++, j--) {
            byte digit = buffer[i];
            buffer[i] = buffer[j];
            buffer[j] = digit;
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
        try (out) {
            flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
