package io.foresale.score;

import java.math.BigDecimal;

/** Values of a JSON request as the cells of an upload that would say the same. */
final class JsonCell {

    private JsonCell() {}

    /** A number has all of its digits and no exponent: an id may be one. */
    static String of(Object value) {
        return switch (value) {
            case Double number when Double.isFinite(number) -> plain(BigDecimal.valueOf(number));
            case BigDecimal number -> plain(number);
            default -> value.toString();
        };
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
