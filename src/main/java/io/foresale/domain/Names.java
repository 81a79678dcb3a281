package io.foresale.domain;

import java.util.regex.Pattern;

/** What the names of data sets and models have in common: they are one segment of an object's key and of a URL's path. */
final class Names {

    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}");

    private Names() {}

    static boolean allowed(String value) {
        return ALLOWED.matcher(value).matches();
    }

    static String checked(String kind, String value) {
        if (!allowed(value)) {
            throw PermanentException.invalid(
                    kind + " name",
                    "1 to 64 letters, digits, spaces, '.', '_' or '-', the first a letter or digit",
                    Quoted.of(value),
                    "choose another name");
        }
        return value;
    }
}
