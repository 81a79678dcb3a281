package io.foresale.domain.personal;

import io.foresale.domain.personal.Finder.Span;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What states number people by: China with a check digit, the United States without. */
final class Identities {

    private static final Pattern RESIDENT =
            Pattern.compile("(?<![0-9A-Za-z])(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)[0-9]{4}"
                    + "[ -]?(?:18|19|20)[0-9]{6}[ -]?[0-9]{3}[0-9Xx](?![0-9A-Za-z])");

    private static final String SOCIAL = "(?!000|666|9)[0-9]{3}%1$s(?!00)[0-9]{2}%1$s(?!0000)[0-9]{4}(?![0-9A-Za-z])";

    private static final Pattern SECURITY =
            Pattern.compile("(?<![0-9A-Za-z])(?<![0-9A-Za-z][-._/])" + SOCIAL.formatted("-") + "(?![-._/][0-9A-Za-z])");

    private static final Pattern CALLED_SO =
            Pattern.compile("(?i)(?:(?<![a-z])ssn|social security)(?: (?:number|no\\.?|nr\\.?))?(?: is)?[\\s:#]{0,3}("
                    + SOCIAL.formatted("[ -]?") + ")");

    private Identities() {}

    static Stream<Span> find(String text) {
        var residents = RESIDENT.matcher(text)
                .results()
                .filter(m -> isResident(m.group()))
                .map(m -> new Span(m.start(), m.end()));
        var insured = SECURITY.matcher(text)
                .results()
                .filter(m -> !Context.isArticle(text, m.start()))
                .map(m -> new Span(m.start(), m.end()));
        var named = CALLED_SO.matcher(text).results().map(m -> new Span(m.start(1), m.end(1)));
        return Stream.of(residents, insured, named).flatMap(spans -> spans);
    }

    private static boolean isResident(String written) {
        var number = written.replaceAll("[ -]", "");
        try {
            var birth = number.substring(6, 14);
            LocalDate.of(
                    Integer.parseInt(birth, 0, 4, 10),
                    Integer.parseInt(birth, 4, 6, 10),
                    Integer.parseInt(birth, 6, 8, 10));
            return CheckDigits.resident(number);
        } catch (DateTimeException _) {
            return false;
        }
    }
}
