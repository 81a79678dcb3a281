package io.foresale.domain;

import java.util.Optional;

/**
 * One column of an upload and what it is taken for.
 *
 * @param name as in the upload's header
 * @param reason why it has this role, in words for a person
 * @param numbers how it writes numbers; present for {@link Role#NUMERIC} only
 * @param times how it writes times; present for {@link Role#TIME} only
 */
public record Column(
        String name, Role role, String reason, Optional<NumberFormat> numbers, Optional<TimeFormat> times) {

    public Column {
        if (numbers.isPresent() != (role == Role.NUMERIC) || times.isPresent() != (role == Role.TIME)) {
            throw new IllegalArgumentException(
                    "column " + name + " of role " + role + " has the wrong format: " + numbers + times);
        }
    }

    /** A column whose role needs no format. */
    public static Column of(String name, Role role, String reason) {
        return new Column(name, role, reason, Optional.empty(), Optional.empty());
    }

    public static Column numeric(String name, NumberFormat format, String reason) {
        return new Column(name, Role.NUMERIC, reason, Optional.of(format), Optional.empty());
    }

    public static Column time(String name, TimeFormat format, String reason) {
        return new Column(name, Role.TIME, reason, Optional.empty(), Optional.of(format));
    }
}
