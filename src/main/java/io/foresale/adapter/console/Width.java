package io.foresale.adapter.console;

import static java.lang.Character.UnicodeScript.HAN;
import static java.lang.Character.UnicodeScript.HANGUL;
import static java.lang.Character.UnicodeScript.HIRAGANA;
import static java.lang.Character.UnicodeScript.KATAKANA;

import java.util.Set;

/** How many columns of a terminal a text takes: Chinese, Japanese, Korean and emoji take two, combining marks none. */
final class Width {

    private static final Set<Character.UnicodeScript> WIDE = Set.of(HAN, HIRAGANA, KATAKANA, HANGUL);

    private Width() {}

    static int of(String text) {
        return text.codePoints().map(Width::of).sum();
    }

    private static int of(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> wide(point) ? 2 : 1;
        };
    }

    private static boolean wide(int point) {
        return WIDE.contains(Character.UnicodeScript.of(point))
                // CJK punctuation, fullwidth forms and signs, pictographs
                || point >= 0x3000 && point <= 0x303F
                || point >= 0xFF01 && point <= 0xFF60
                || point >= 0xFFE0 && point <= 0xFFE6
                || point >= 0x1F300 && point <= 0x1FAFF;
    }

    /** The text filled with spaces to so many columns; longer text stays. */
    static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    static String rightAligned(String text, int columns) {
        return " ".repeat(Math.max(0, columns - of(text))) + text;
    }

    /** The text if it fits, else its beginning with the ellipsis, together at most so many columns; no character is cut. */
    static String clipped(String text, int columns, String ellipsis) {
        if (of(text) <= columns) {
            return text;
        }
        int room = columns - of(ellipsis);
        var beginning = new StringBuilder();
        for (int point : text.codePoints().toArray()) {
            room -= of(point);
            if (room < 0) {
                break;
            }
            beginning.appendCodePoint(point);
        }
        return beginning + ellipsis;
    }
}
