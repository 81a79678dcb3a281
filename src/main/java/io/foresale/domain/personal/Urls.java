package io.foresale.domain.personal;

import io.foresale.domain.personal.Finder.Span;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Addresses on the web that hold a secret; they are masked whole, as what is left of them may be a secret too. */
final class Urls {

    private static final Pattern WORD =
            Pattern.compile("[^\\s\"'<>，。；、“”‘’\\p{IsHan}]*[^\\s\"'<>，。；、“”‘’\\p{IsHan}.,;:!?)]");

    private static final Pattern BEGIN = Pattern.compile("(?i)(?<![a-z0-9])[a-z][a-z0-9+-]{1,30}://");

    private static final Pattern USER = Pattern.compile("^[^/?#@]*@");

    private static final Pattern SECRET = Pattern.compile("(?i)[?&#;]"
            + "(?:[a-z0-9_.-]{0,40}(?:token|signature|passwd|password|secret|apikey|accesskey|credentials?|session[_-]?id|sessid)"
            + "|(?:[a-z0-9]{1,30}[_.-])?(?:key|sig|sign|pass|pwd|auth|authorization|jwt|session|sid|otp))=[^&#;]");

    private Urls() {}

    static Stream<Span> find(String text) {
        return WORD.matcher(text).results().flatMap(m -> within(m.group(), m.start()));
    }

    private static Stream<Span> within(String word, int at) {
        var begin = BEGIN.matcher(word);
        int from = begin.find() ? begin.start() : 0;
        boolean secret = SECRET.matcher(word).find()
                || from < word.length()
                        && begin.reset().find()
                        && USER.matcher(word.substring(begin.end())).find();
        return secret ? Stream.of(new Span(at + from, at + word.length())) : Stream.empty();
    }
}
