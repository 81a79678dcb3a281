package io.foresale.domain.personal;

import io.foresale.domain.personal.Finder.Span;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Addresses of machines. Versions of things look the same, and sections of texts; words before them tell. */
final class IpAddresses {

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    private static final Pattern FOUR = Pattern.compile(
            "(?<![0-9A-Za-z.-])OCTET(?:\\.OCTET){3}(?![0-9A-Za-z-])(?!\\.[0-9])".replace("OCTET", OCTET));

    private static final Pattern SIX =
            Pattern.compile("(?<![0-9A-Za-z:])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![0-9A-Za-z:])");

    private static final Pattern GIVEN_OUT = Pattern.compile("(?i)fe80|f[cd][0-9a-f]{2}|[23][0-9a-f]{3}");

    private IpAddresses() {}

    static Stream<Span> find(String text) {
        return Stream.concat(
                        FOUR.matcher(text).results().filter(m -> isFour(m, text)),
                        SIX.matcher(text).results().filter(m -> isSix(m.group())))
                .map(m -> new Span(m.start(), m.end()));
    }

    private static boolean isFour(MatchResult match, String text) {
        boolean small =
                match.group().length() < "1.2.3.10".length() || match.group().startsWith("0.");
        return !Context.isVersion(text, match.start()) && (!small || Context.isIp(text, match.start()));
    }

    /** Times and ratios have colons too, but neither eight parts nor a gap. */
    private static boolean isSix(String written) {
        var parts = written.split(":", -1);
        int gap = written.indexOf("::");
        if (gap < 0) {
            return parts.length == 8 && Arrays.stream(parts).noneMatch(String::isEmpty);
        }
        long full = Arrays.stream(parts).filter(part -> !part.isEmpty()).count();
        return written.indexOf("::", gap + 1) < 0
                && (full >= 3 || full == 2 && GIVEN_OUT.matcher(parts[0]).matches());
    }
}
