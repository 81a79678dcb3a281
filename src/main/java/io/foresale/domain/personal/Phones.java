package io.foresale.domain.personal;

import io.foresale.domain.personal.Finder.Span;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Numbers of phones: with a country's code, by form; without one, as Chinese mobiles and lines, North American and other
 * numbers with their usual gaps; and whatever is called a phone number.
 */
final class Phones {

    private static final String FREE = "(?<![0-9A-Za-z])(?<![0-9A-Za-z+][._#/-])";
    private static final String ENDS = "(?![0-9A-Za-z])(?![._/-][0-9A-Za-z])";

    private static final Pattern ABROAD =
            Pattern.compile("(?<![0-9A-Za-z+])(?:\\+|(?<![0-9][ -])00)[ (]{0,2}[1-9](?:[ ()./-]{0,3}[0-9]){6,14}");

    private static final List<Pattern> AT_HOME = Stream.of(
                    "(?:86[- ]?)?1[3-9][0-9]([- ]?)[0-9]{4}\\1[0-9]{4}",
                    "(?:\\(0(?:10|2[0-9]|[3-9][0-9]{2})\\) ?|0(?:10|2[0-9]|[3-9][0-9]{2})[- ])[2-9][0-9]{6,7}",
                    "\\([2-9][0-9]{2}\\) ?[2-9][0-9]{2}[-. ]?[0-9]{4}",
                    "(?:1[-.])?[2-9][0-9]{2}([-.])[2-9][0-9]{2}\\1[0-9]{4}",
                    "0[1-9](?:([ .-])[0-9]{2})(?:\\1[0-9]{2}){3}",
                    "(?<![0-9] )(?=(?:[^0-9]{0,2}[0-9]){10,12}(?![ -]?[0-9]))(?:\\(0[1-9][0-9]{1,4}\\) ?|0[1-9][0-9]{1,4}[ /-])[0-9]{3,8}(?:[ -][0-9]{2,5}){0,2}")
            .map(form -> Pattern.compile(FREE + form + ENDS))
            .toList();

    private static final Pattern CALLED_SO = Pattern.compile(
            "(?i)(?:(?<![a-z])(?:tel|telephone|phone|mobile|mob|cell|cellphone|call|whatsapp|fax|telefon|telefonnummer|handynummer|tél|téléphone|rufnummer)(?![a-z])"
                    + "|电话|手机|手机号|联系方式|致电|座机|热线|微信|拨打)[\\s:.,(#/-]{0,3}"
                    + "(?:(?:numbers?|no|nr|num|is|at|me|us|him|her|on|under|please|my|号码|号|是|为|联系|我|请|打)[\\s:.]{0,3}){0,3}"
                    + "(\\+?\\(?[0-9](?:[ ()./-]{0,2}[0-9]){6,13})(?![0-9A-Za-z])");

    private static final Pattern DATE = Pattern.compile(
            "(?:19|20)[0-9]{2}[-./]?[01]?[0-9][-./]?[0-3]?[0-9]|[0-3]?[0-9][-./][0-3]?[0-9][-./](?:19|20)[0-9]{2}.*");

    private Phones() {}

    static Stream<Span> find(String text) {
        var abroad = ABROAD.matcher(text).results().flatMap(m -> abroad(m, text).stream());
        var atHome = AT_HOME.stream()
                .flatMap(form -> form.matcher(text).results())
                .filter(m -> !Context.isArticle(text, m.start()))
                .map(m -> new Span(m.start(), m.end()));
        var called = CALLED_SO
                .matcher(text)
                .results()
                .filter(m -> !isElse(m.group(1)))
                .map(m -> new Span(m.start(1), m.end(1)));
        return Stream.of(abroad, atHome, called).flatMap(spans -> spans);
    }

    /** The longest beginning that may be a number: further digits may follow that are none of it. */
    private static Optional<Span> abroad(MatchResult match, String text) {
        int end = match.end();
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        for (; end > match.start(); end--) {
            boolean groupEnds = isDigit(text.charAt(end - 1))
                    && (end == text.length()
                            || !Character.toString(text.charAt(end)).matches("[0-9A-Za-z]"));
            if (groupEnds && isAbroad(text.substring(match.start(), end))) {
                return Optional.of(new Span(match.start(), end));
            }
        }
        return Optional.empty();
    }

    /** Articles begin with zeros too, so those need a gap behind the country or must not be one. */
    private static boolean isAbroad(String written) {
        var digits = written.replaceAll("[^0-9]", "");
        if (written.startsWith("+")) {
            return CallingCodes.fits(digits);
        }
        boolean onePiece = digits.length() == written.length();
        return CallingCodes.fits(digits.substring(2))
                && !(onePiece && (digits.length() < 12 || CheckDigits.article(digits)));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isElse(String written) {
        var digits = written.replaceAll("[^0-9]", "");
        return DATE.matcher(written).matches() || digits.length() >= 13 && CheckDigits.article(digits);
    }
}
