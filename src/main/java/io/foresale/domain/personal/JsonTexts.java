package io.foresale.domain.personal;

import io.foresale.domain.JsonString;
import java.util.function.UnaryOperator;

/**
 * Goes through a JSON document and hands over its strings, as they read, and its whole numbers, which become strings where
 * something else comes back. Names, structure and everything that does not change stay as they are written.
 */
final class JsonTexts {

    private final String json;
    private final UnaryOperator<String> change;
    private final StringBuilder changed = new StringBuilder();
    private int at = 0;

    private JsonTexts(String json, UnaryOperator<String> change) {
        this.json = json;
        this.change = change;
    }

    static String change(String json, UnaryOperator<String> change) {
        return new JsonTexts(json, change).changed();
    }

    private String changed() {
        while (at < json.length()) {
            char c = json.charAt(at);
            int end = c == '"' ? endOfString() : isDigit(c) || c == '-' ? endOfNumber() : at + 1;
            var written = json.substring(at, end);
            boolean name = c == '"' && end < json.length() && json.charAt(end) == ':';
            changed.append(name || end == at + 1 ? written : value(written, c == '"'));
            at = end;
        }
        return changed.toString();
    }

    private String value(String written, boolean string) {
        var text = string ? read(written.substring(1, written.length() - 1)) : written;
        var other = change.apply(text);
        return other.equals(text) ? written : JsonString.of(other);
    }

    /** Behind the closing quote, or the end where there is none. */
    private int endOfString() {
        int end = at + 1;
        while (end < json.length() && json.charAt(end) != '"') {
            end += json.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, json.length());
    }

    private int endOfNumber() {
        int end = at;
        while (end < json.length() && isPartOfNumber(json.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isPartOfNumber(char c) {
        return isDigit(c) || c == '.' || c == 'e' || c == 'E' || c == '+' || c == '-';
    }

    private static String read(String escaped) {
        var text = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c != '\\' || i + 1 == escaped.length()) {
                text.append(c);
                continue;
            }
            char sign = escaped.charAt(++i);
            if (sign == 'u' && i + 4 < escaped.length()) {
                text.append((char) Integer.parseInt(escaped, i + 1, i + 5, 16));
                i += 4;
            } else {
                text.append(
                        switch (sign) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            case 'b' -> '\b';
                            case 'f' -> '\f';
                            default -> sign;
                        });
            }
        }
        return text.toString();
    }
}
