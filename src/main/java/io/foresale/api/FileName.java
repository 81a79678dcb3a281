package io.foresale.api;

import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import java.nio.charset.StandardCharsets;

/** The name of an upload: one segment of a key, which is also a file's name where the bucket is a directory. */
record FileName(String value) {

    /** What file systems hold. */
    private static final int LONGEST = 255;

    FileName {
        var bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (value.isBlank()
                || bytes > LONGEST
                || value.startsWith(".")
                || value.contains("/")
                || value.contains("\\")
                || value.codePoints().anyMatch(FileName::isUnwritable)) {
            throw PermanentException.invalid(
                    "file name",
                    "1 to " + LONGEST + " bytes without '/', '\\' and control characters, the first not '.'",
                    Quoted.of(value),
                    "rename the file");
        }
    }

    /** Control characters, halves of characters, and what replaces bytes that were not UTF-8. */
    private static boolean isUnwritable(int character) {
        return Character.isISOControl(character)
                || Character.getType(character) == Character.SURROGATE
                || character == 0xFFFD;
    }
}
