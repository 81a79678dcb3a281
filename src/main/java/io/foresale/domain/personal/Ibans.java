package io.foresale.domain.personal;

import io.foresale.domain.personal.Finder.Span;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Numbers of bank accounts as ISO 13616 has them: of their country's length and with fitting check digits. */
final class Ibans {

    /** Of the countries in the registry of SWIFT and of those that write such numbers without being in it, by length. */
    private static final Map<String, Integer> LENGTHS = lengths("""
            15 NO
            16 BE
            18 AX DK FI FK FO GL NL SD
            19 MK SI
            20 AT BA EE KZ LT LU MN XK
            21 CH HR LI LV
            22 BG BH CR DE GB GE GG IE IM JE ME RS VA
            23 AE GI IL IQ OM SO TL
            24 AD CZ ES MD PK RO SA SE SK TN VG
            25 AO CV LY MZ PT ST
            26 IR IS TR
            27 BI BL DJ FR GA GF GP GR IT MC MF MQ MR NC PF PM RE SM TF WF YT
            28 AL AZ BY CY DO GT HN HU LB MA NI PL SV
            29 BR EG PS QA UA
            30 JO KW MU YE
            31 MT SC
            32 LC
            33 RU
            """);

    private static final Pattern BEGIN = Pattern.compile("(?<![0-9A-Za-z])[A-Za-z]{2}[0-9]{2}");

    private Ibans() {}

    private static Map<String, Integer> lengths(String table) {
        var lengths = new HashMap<String, Integer>();
        table.lines().map(line -> line.split(" ")).forEach(line -> {
            for (int i = 1; i < line.length; i++) {
                lengths.put(line[i], Integer.valueOf(line[0]));
            }
        });
        return Map.copyOf(lengths);
    }

    static Stream<Span> find(String text) {
        return BEGIN.matcher(text).results().flatMap(m -> at(text, m.start()).stream());
    }

    private static Optional<Span> at(String text, int start) {
        int length = LENGTHS.getOrDefault(text.substring(start, start + 2).toUpperCase(Locale.ROOT), 0);
        var code = new StringBuilder();
        int at = start;
        for (boolean gap = true; at < text.length() && code.length() < length; at++) {
            char c = text.charAt(at);
            if (isCode(c)) {
                code.append(c);
                gap = false;
            } else if (gap || c != ' ' && c != '-') {
                return Optional.empty();
            } else {
                gap = true;
            }
        }
        boolean ends = at == text.length() || !isCode(text.charAt(at));
        return length > 0 && code.length() == length && ends && CheckDigits.iban(code.toString())
                ? Optional.of(new Span(start, at))
                : Optional.empty();
    }

    private static boolean isCode(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
