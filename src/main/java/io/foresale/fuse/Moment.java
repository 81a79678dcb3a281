package io.foresale.fuse;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A moment that a question is asked at.
 *
 * @param number among the moments, from 0
 * @param at features know what was received up to it
 * @param until labels look up to it
 * @param labelled whether the log covers what came after; as of now nobody knows yet
 */
record Moment(int number, Instant at, Instant until, boolean labelled) {

    private static final DateTimeFormatter SQL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    static Moment past(int number, Instant cutoff, int horizonDays) {
        return new Moment(number, cutoff, cutoff.plus(Duration.ofDays(horizonDays)), true);
    }

    static Moment now(int number, Instant asOf, int horizonDays) {
        return new Moment(number, asOf, asOf.plus(Duration.ofDays(horizonDays)), false);
    }

    static String sql(Instant instant) {
        return "TIMESTAMP '" + SQL.format(instant) + "'";
    }
}
