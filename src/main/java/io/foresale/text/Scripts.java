package io.foresale.text;

/**
 * How many letters of which script some texts have.
 *
 * @param han Chinese characters
 * @param letters of all scripts, the Chinese ones included
 */
public record Scripts(long han, long letters) {

    public static final Scripts NONE = new Scripts(0, 0);

    public static Scripts of(String text) {
        long han = 0;
        long letters = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (Character.isLetter(c)) {
                letters++;
                if (c > 0x2E7F && Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN) {
                    han++;
                }
            }
            i += Character.charCount(c);
        }
        return new Scripts(han, letters);
    }

    public Scripts plus(Scripts other) {
        return new Scripts(han + other.han, letters + other.letters);
    }

    /** Of a text that comes so often. */
    public Scripts times(int often) {
        return new Scripts(han * often, letters * often);
    }

    /** Whether more than half of the letters are Chinese; false where there are none. */
    public boolean mostlyHan() {
        return han * 2 > letters;
    }
}
