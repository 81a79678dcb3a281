package io.foresale.domain.personal;

import java.util.regex.Pattern;

/** What a text with personal data has in any case. Few texts do, so only they are looked at closely. */
public final class Suspicion {

    private static final String DIGIT = "[0-9０-９]";

    /**
     * As a pattern that the table engine and Java read alike: an at sign, seven digits with little between them, what begins
     * an IP address or an IBAN, a parameter named like a secret, a word for a street.
     */
    public static final String PATTERN = String.join(
            "|",
            "[@＠]|%40",
            DIGIT + "([ \\t()./+\\x{A0}\\x{2007}\\x{202F}\\x{3000}\\x{2010}-\\x{2013}\\x{2212}（）．／＋－-]{0,3}" + DIGIT
                    + "){6}",
            DIGIT + "[.．]" + DIGIT + "{1,3}[.．]" + DIGIT + "{1,3}[.．]" + DIGIT,
            "[:：][0-9A-Fa-f]{0,4}[:：]",
            "[A-Za-z]{2}[0-9]{2}[ -]?[A-Za-z0-9]{4}[ -]?[A-Za-z0-9]{4}",
            "(?i:token|key|sig|pass|pwd|secret|auth|credential|jwt|sess|sid|otp)[A-Za-z0-9_.-]{0,16}=",
            "[0-9][A-Za-z]{0,2},? [^0-9]*(?i:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|square|sq|terrace|way|highway|hwy|parkway|pkwy|place|pl)\\b",
            "(?i:straße|strasse|str\\.|gasse|allee) ?[0-9]",
            "[0-9],? (?i:bis |ter )?(?i:rue|avenue|boulevard|place|chemin|impasse|allée|quai) ",
            "(?i:box) [0-9]",
            "[路街道巷弄同]" + DIGIT);

    private static final Pattern RAISED = Pattern.compile(PATTERN);

    private Suspicion() {}

    static boolean raisedBy(String text) {
        return RAISED.matcher(text).find();
    }
}
