package io.foresale.domain.personal;

import io.foresale.domain.personal.Finder.Span;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Addresses of mail, also with the sign as addresses on the web write it. */
final class Emails {

    private static final String LETTER = "A-Za-z0-9\u00c0-\u024f";

    /** Begun at a beginning only, or a long word would be looked through once from each of its letters. */
    private static final Pattern EMAIL = Pattern.compile(
            "(?<![%1$s._+'-])[%1$s._+'-]++(?:@|%%40)(?:[%1$s][%1$s-]{0,62}\\.){1,8}[A-Za-z]{2,24}".formatted(LETTER));

    private Emails() {}

    static Stream<Span> find(String text) {
        return EMAIL.matcher(text).results().map(m -> new Span(m.start(), m.end()));
    }
}
