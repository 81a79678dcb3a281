package io.foresale.domain.personal;

/** Texts in which digits, letters and signs are the plain ones, at the same places. */
final class HalfWidth {

    private HalfWidth() {}

    static String of(String text) {
        var plain = text.toCharArray();
        for (int i = 0; i < plain.length; i++) {
            plain[i] = of(plain[i]);
        }
        return new String(plain);
    }

    private static char of(char c) {
        if (c >= '！' && c <= '～') {
            return (char) (c - '！' + '!');
        }
        return switch (c) {
            case '\u00a0', '\u2007', '\u202f', '\u3000', '\t' -> ' ';
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2212' -> '-';
            default -> c;
        };
    }
}
