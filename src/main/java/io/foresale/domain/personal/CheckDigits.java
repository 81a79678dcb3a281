package io.foresale.domain.personal;

/** Numbers that prove themselves. Every method takes what it says and nothing between. */
final class CheckDigits {

    private static final int[] RESIDENT_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String RESIDENT_DIGITS = "10X98765432";

    private CheckDigits() {}

    /** ISO/IEC 7812: digits of a card. */
    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }

    /** ISO 13616: letters and digits of an IBAN. */
    static boolean iban(String code) {
        int rest = 0;
        for (int i = 0; i < code.length(); i++) {
            int value = Character.digit(code.charAt((i + 4) % code.length()), 36);
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
        }
        return rest == 1;
    }

    /** GB 11643: seventeen digits and a digit or X of a Chinese resident. */
    static boolean resident(String number) {
        int sum = 0;
        for (int i = 0; i < RESIDENT_WEIGHTS.length; i++) {
            sum += (number.charAt(i) - '0') * RESIDENT_WEIGHTS[i];
        }
        return RESIDENT_DIGITS.charAt(sum % 11) == Character.toUpperCase(number.charAt(17));
    }

    /** GS1: digits of an article, as bar codes have them. */
    static boolean article(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(digits.length() - 1 - i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return sum % 10 == 0;
    }
}
