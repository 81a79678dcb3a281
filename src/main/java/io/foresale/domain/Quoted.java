package io.foresale.domain;

/** Foreign text as it may stand in a message: on one line, at most 80 characters. */
public final class Quoted {

    private static final int LONGEST = 80;

    private Quoted() {}

    /** The text in single quotes, control characters replaced, cut after 80 characters. */
    public static String of(String text) {
        int end = text.length() <= LONGEST
                ? text.length()
                : text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
        var line = text.substring(0, end).replaceAll("\\p{Cntrl}", " ");
        return "'" + line + (end < text.length() ? "…" : "") + "'";
    }
}
