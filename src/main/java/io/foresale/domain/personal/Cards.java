package io.foresale.domain.personal;

import io.foresale.domain.personal.Finder.Span;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Numbers of payment cards: a known issuer's first digits and length, and a fitting check digit. */
final class Cards {

    private static final List<Pattern> WRITTEN = Stream.of(
                    "[0-9]{4}([ -])[0-9]{4}\\1[0-9]{4}\\1[0-9]{4}\\1[0-9]{3}",
                    "[0-9]{4}([ -])[0-9]{4}\\1[0-9]{4}\\1[0-9]{2,4}",
                    "[0-9]{4}([ -])[0-9]{6}\\1[0-9]{4,5}",
                    "[0-9]{14,19}")
            .map(digits -> Pattern.compile("(?<![0-9A-Za-z])" + digits + "(?![0-9A-Za-z])"))
            .toList();

    /** Visa, Mastercard, American Express, Diners Club, Discover, JCB, UnionPay, Maestro. Of thirteen digits are articles. */
    private static final Pattern ISSUED = Pattern.compile(
            "4[0-9]{15}(?:[0-9]{3})?|(?:5[1-5][0-9]{2}|222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}"
                    + "|3[47][0-9]{13}|3(?:0[0-5]|[689][0-9])[0-9]{11}|6(?:011|5[0-9]{2}|4[4-9][0-9])[0-9]{12}"
                    + "|35(?:2[89]|[3-8][0-9])[0-9]{12}|62[0-9]{14,17}|(?:50[0-9]{2}|5[6-8][0-9]{2}|6304|676[0-9])[0-9]{12}");

    private Cards() {}

    static Stream<Span> find(String text) {
        return WRITTEN.stream()
                .flatMap(written -> written.matcher(text).results())
                .filter(m -> isCard(m, text))
                .map(m -> new Span(m.start(), m.end()));
    }

    /** Of numbers in one piece every tenth has a fitting digit by chance, so words before them count. */
    private static boolean isCard(MatchResult match, String text) {
        var digits = match.group().replaceAll("[^0-9]", "");
        return ISSUED.matcher(digits).matches()
                && CheckDigits.luhn(digits)
                && !(digits.length() == match.group().length() && Context.isArticle(text, match.start()));
    }
}
