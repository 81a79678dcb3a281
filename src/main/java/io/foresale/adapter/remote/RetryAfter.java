package io.foresale.adapter.remote;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The header by which a server says when to come again: seconds, or a date. */
public final class RetryAfter {

    private RetryAfter() {}

    /** The time to wait; empty where there is no header, or none that makes sense. */
    public static Optional<Duration> of(Optional<String> header) {
        return header.map(String::strip).flatMap(RetryAfter::duration);
    }

    private static Optional<Duration> duration(String value) {
        try {
            return Optional.of(
                    value.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")
                            ? Duration.ofMillis((long) Math.ceil(Double.parseDouble(value) * 1_000))
                            : until(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant()));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Duration until(Instant moment) {
        var left = Duration.between(Instant.now(), moment);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
