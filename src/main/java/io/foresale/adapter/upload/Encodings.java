package io.foresale.adapter.upload;

import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mozilla.universalchardet.UniversalDetector;

/** Finds the encoding of a text. */
final class Encodings {

    private static final Charset GB18030 = Charset.forName("GB18030");

    /** Of the characters outside ASCII, so many must be everyday Chinese ones before GB18030 is believed. */
    private static final double EVERYDAY = 0.9;

    private final String name;

    Encodings(String name) {
        this.name = name;
    }

    /**
     * What was found.
     *
     * @param charset to decode from; empty where the text is UTF-8
     */
    record Finding(Optional<Charset> charset, boolean validUtf8, List<String> warnings) {

        static Finding decode(Charset charset, String why) {
            return new Finding(Optional.of(charset), true, List.of("read as " + charset + ": " + why));
        }
    }

    Finding find(Path file, byte[] head, Optional<String> named) throws IOException {
        if (named.isPresent()) {
            var charset = charset(named.get());
            return charset.equals(StandardCharsets.UTF_8)
                    ? utf8(Utf8Count.of(file))
                    : new Finding(Optional.of(charset), true, List.of());
        }
        var wide = wide(head);
        if (wide.isPresent()) {
            return wide.get();
        }
        var count = Utf8Count.of(file);
        if (count.invalid() == 0 || count.valid() > 10 * count.invalid()) {
            return utf8(count);
        }
        if (chinese(file, head)) {
            return Finding.decode(
                    GB18030, "it is no UTF-8, and the bytes outside ASCII are everyday Chinese characters");
        }
        return guess(file, count);
    }

    private Finding guess(Path file, Utf8Count count) throws IOException {
        var guess = Optional.ofNullable(UniversalDetector.detectCharset(file.toFile()));
        var hint = guess.map(g -> "; it may be " + g + ": set \"encoding\" in the data set's configuration")
                .orElse("; set \"encoding\" in the data set's configuration if it is another encoding");
        var finding = utf8(count);
        return new Finding(
                finding.charset(),
                false,
                List.of(count.invalid() + " places are no UTF-8, and their lines are rejected" + hint));
    }

    private static Finding utf8(Utf8Count count) {
        return count.invalid() == 0
                ? new Finding(Optional.empty(), true, List.of())
                : new Finding(
                        Optional.empty(),
                        false,
                        List.of(count.invalid() + " places are no UTF-8, and their lines are rejected"));
    }

    private static Optional<Finding> wide(byte[] head) {
        if (head.length >= 2 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE) {
            return Optional.of(Finding.decode(StandardCharsets.UTF_16LE, "it begins with that byte order mark"));
        }
        if (head.length >= 2 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF) {
            return Optional.of(Finding.decode(StandardCharsets.UTF_16BE, "it begins with that byte order mark"));
        }
        int[] zeros = new int[2];
        for (int i = 0; i < head.length; i++) {
            zeros[i % 2] += head[i] == 0 ? 1 : 0;
        }
        // Delimiters, digits and line ends have a zero byte each in UTF-16, all on the same side.
        if (zeros[1] > 20 * zeros[0] && zeros[1] * 20 > head.length) {
            return Optional.of(Finding.decode(StandardCharsets.UTF_16LE, "every other byte of its ASCII is zero"));
        }
        if (zeros[0] > 20 * zeros[1] && zeros[0] * 20 > head.length) {
            return Optional.of(Finding.decode(StandardCharsets.UTF_16BE, "every other byte of its ASCII is zero"));
        }
        return Optional.empty();
    }

    private static boolean chinese(Path file, byte[] head) throws IOException {
        if (!Transcoding.fits(file, GB18030)) {
            return false;
        }
        int pairs = 0;
        int everyday = 0;
        for (int i = 0; i + 1 < head.length; i++) {
            int lead = head[i] & 0xFF;
            if (lead >= 0x80) {
                int trail = head[++i] & 0xFF;
                pairs++;
                // GB 2312: rows A1 to A9 are punctuation and full-width forms, B0 to F7 characters.
                everyday += trail >= 0xA1 && (lead >= 0xA1 && lead <= 0xA9 || lead >= 0xB0 && lead <= 0xF7) ? 1 : 0;
            }
        }
        if (pairs > 0 && everyday >= EVERYDAY * pairs) {
            return true;
        }
        return "GB18030".equals(UniversalDetector.detectCharset(file.toFile()));
    }

    private Charset charset(String named) {
        try {
            return Charset.forName(named);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw PermanentException.invalid(
                    "'encoding' for " + name,
                    "an encoding that Java knows",
                    Quoted.of(named),
                    "write UTF-8, UTF-16LE, GB18030, windows-1252 …");
        }
    }
}
