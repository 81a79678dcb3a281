package io.foresale.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The part of a file that is in memory; it moves forward and grows with the record that is read. */
final class Window implements AutoCloseable {

    private static final int FIRST = 1 << 20;

    private final InputStream in;
    byte[] bytes = new byte[FIRST];
    int limit;
    boolean atEnd;
    private long dropped;

    /** Opens a file at a position. */
    Window(Path file, long from) {
        try {
            in = Files.newInputStream(file);
            in.skipNBytes(from);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dropped = from;
        more(0);
        // A byte order mark says nothing in UTF-8.
        if (from == 0 && limit >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            drop(3);
        }
    }

    /** Drops what lies before {@code from}, which is 0 from then on, and reads on. */
    void more(int from) {
        drop(from);
        if (limit == bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        try {
            int n = in.readNBytes(bytes, limit, bytes.length - limit);
            atEnd = limit + n < bytes.length;
            limit += n;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void drop(int from) {
        System.arraycopy(bytes, from, bytes, 0, limit - from);
        limit -= from;
        dropped += from;
    }

    /** The position in the file of an index of the window. */
    long position(int index) {
        return dropped + index;
    }

    boolean utf8(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                try {
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, i, to - i));
                    return true;
                } catch (CharacterCodingException e) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The text; bytes that are no UTF-8 as {@code \xHH}, so that nothing is lost. */
    String text(int from, int to) {
        var text = new StringBuilder();
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var in = ByteBuffer.wrap(bytes, from, to - from);
        var out = java.nio.CharBuffer.allocate(to - from + 1);
        while (true) {
            var result = decoder.decode(in, out, true);
            text.append(out.flip());
            out.clear();
            if (!result.isError()) {
                return text.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                text.append("\\x%02X".formatted(in.get() & 0xFF));
            }
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
