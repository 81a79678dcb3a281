package io.foresale.adapter.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much of a file is UTF-8.
 *
 * @param valid characters outside ASCII
 * @param invalid places that are no character
 */
record Utf8Count(long valid, long invalid) {

    private static final int BUFFER = 128 * 1024;

    static Utf8Count of(Path file) throws IOException {
        try (var channel = Files.newByteChannel(file)) {
            var decoder = StandardCharsets.UTF_8.newDecoder();
            var bytes = ByteBuffer.allocate(BUFFER);
            var chars = CharBuffer.allocate(BUFFER);
            long valid = 0;
            long invalid = 0;
            boolean end = false;
            while (!end) {
                end = channel.read(bytes) < 0;
                bytes.flip();
                CoderResult result;
                do {
                    chars.clear();
                    result = decoder.decode(bytes, chars, end);
                    valid += outsideAscii(chars.flip());
                    if (result.isError()) {
                        invalid++;
                        bytes.position(bytes.position() + result.length());
                    }
                } while (!result.isUnderflow());
                bytes.compact();
            }
            return new Utf8Count(valid, invalid);
        }
    }

    private static long outsideAscii(CharBuffer chars) {
        long n = 0;
        var array = chars.array();
        for (int i = 0; i < chars.limit(); i++) {
            n += array[i] >= 0x80 ? 1 : 0;
        }
        return n;
    }
}
