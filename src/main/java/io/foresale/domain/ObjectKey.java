package io.foresale.domain;

import java.nio.charset.StandardCharsets;

/**
 * The key of an object in the bucket: segments joined by {@code /}, at most 1,024 bytes of UTF-8. A key never leads out of
 * a directory ({@code .} and {@code ..} are refused), so that every store can hold every key.
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {

    private static final int LONGEST = 1024;

    public ObjectKey {
        if (value.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw refused(value, "at most " + LONGEST + " bytes");
        }
        for (var segment : value.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw refused(value, "segments that are neither empty nor '.' nor '..'");
            }
        }
        if (value.codePoints().anyMatch(c -> Character.isISOControl(c) || c == '\\')) {
            throw refused(value, "no control characters and no backslash");
        }
    }

    private static PermanentException refused(String value, String wanted) {
        return PermanentException.invalid("object key", wanted, Quoted.of(value), "rename the object");
    }

    /** The last segment. */
    public String fileName() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /** The n-th segment, counted from 0; the empty string where there are fewer. */
    public String segment(int n) {
        var segments = value.split("/");
        return n < segments.length ? segments[n] : "";
    }

    /** The key {@code name} beside this one, in the same folder. */
    public ObjectKey sibling(String name) {
        return new ObjectKey(value.substring(0, value.lastIndexOf('/') + 1) + name);
    }

    @Override
    public int compareTo(ObjectKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
