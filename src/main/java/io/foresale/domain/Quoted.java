package io.foresale.domain;

import io.foresale.domain.personal.PersonalData;

/** Foreign text as it may stand in a message: masked, on one line, at most 80 characters. */
public final class Quoted {

    private static final int LONGEST = 80;

    /** So much of a text is looked at: more than what is shown, as what is cut through would not be recognised. */
    private static final int SEEN = 1_000;

    private Quoted() {}

    /** The text in single quotes, personal data masked, control characters replaced, cut after 80 characters. */
    public static String of(String foreign) {
        var text = PersonalData.mask(foreign.substring(0, Math.min(SEEN, foreign.length())));
        int end = text.length() <= LONGEST
                ? text.length()
                : text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
        var line = text.substring(0, end).replaceAll("\\p{Cntrl}", " ");
        return "'" + line + (end < text.length() ? "…" : "") + "'";
    }
}
