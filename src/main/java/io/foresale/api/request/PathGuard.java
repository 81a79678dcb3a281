package io.foresale.api.request;

import java.util.Optional;
import java.util.regex.Pattern;

/** Paths that could mean one thing to whoever checks them and another to whoever serves them. */
final class PathGuard {

    private static final Pattern DOTS = Pattern.compile("(?i)(^|/)(\\.|%2e){1,2}(/|$)");
    private static final Pattern HIDDEN = Pattern.compile("(?i)%2f|%5c|\\\\|;|%[01][0-9a-f]|%7f|%c2%[89][0-9a-f]|//");

    private PathGuard() {}

    /** What is wrong with a path as it was sent, if anything. */
    static Optional<String> fault(String rawPath) {
        if (DOTS.matcher(rawPath).find()) {
            return Optional.of("a part that is '.' or '..'");
        }
        var hidden = HIDDEN.matcher(rawPath);
        return hidden.find() ? Optional.of("'" + hidden.group() + "'") : Optional.empty();
    }
}
