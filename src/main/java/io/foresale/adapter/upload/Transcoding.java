package io.foresale.adapter.upload;

import io.foresale.domain.PermanentException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns text of any encoding into UTF-8; nothing is replaced. */
final class Transcoding {

    private Transcoding() {}

    static void toUtf8(Path source, Path target, Charset charset, String name) throws IOException {
        try (var reader = new InputStreamReader(Files.newInputStream(source), strict(charset));
                var writer = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
            reader.transferTo(writer);
        } catch (CharacterCodingException e) {
            throw PermanentException.invalid(
                    name,
                    "text in " + charset,
                    "bytes that mean nothing in it",
                    "correct the file, or name its encoding as \"encoding\" in the data set's configuration");
        }
    }

    /** Whether the whole file is text in this encoding. */
    static boolean fits(Path source, Charset charset) throws IOException {
        try (var reader = new InputStreamReader(Files.newInputStream(source), strict(charset))) {
            var buffer = new char[64 * 1024];
            while (reader.read(buffer) >= 0) {
                // Only whether it can be read is asked.
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static java.nio.charset.CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }
}
