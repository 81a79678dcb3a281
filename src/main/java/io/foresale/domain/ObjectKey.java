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

    /**
     * The order of the UTF-8 bytes, which is that of the characters, in which stores list: characters beyond 16 bits come last,
     * where Java's strings have them in between.
     */
    public static int compare(String one, String other) {
        int same = 0;
        int shorter = Math.min(one.length(), other.length());
        while (same < shorter && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        if (same == shorter) {
            return Integer.compare(one.length(), other.length());
        }
        char a = one.charAt(same);
        char b = other.charAt(same);
        if (Character.isSurrogate(a) != Character.isSurrogate(b)) {
            return Character.isSurrogate(a) ? 1 : -1;
        }
        return Character.compare(a, b);
    }

    @Override
    public int compareTo(ObjectKey other) {
        return compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
