package io.foresale.events;

import io.foresale.domain.TimeFormat;
import io.foresale.table.CleaningSql;
import io.foresale.table.Sql;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How a log writes its times.
 *
 * @param unit of all of them
 * @param daysOnly whether none says more than the day, whatever it is written as; a day counts as its last second
 * @param zone of times that name none
 */
record LogTime(Unit unit, boolean daysOnly, ZoneId zone) {

    /** Units and notations; those of numbers have no zone. */
    enum Unit {
        ISO("ISO 8601"),
        DAY_FIRST("day, month, year"),
        MONTH_FIRST("month, day, year"),
        COMPACT("days as YYYYMMDD"),
        SECONDS("seconds since 1970"),
        MILLIS("milliseconds since 1970"),
        MICROS("microseconds since 1970");

        private final String words;

        Unit(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        boolean local() {
            return compareTo(SECONDS) < 0;
        }
    }

    private static final String END_OF_DAY = "INTERVAL 86399 SECOND";

    /** What stands behind the date: only there do a sign or letters mean a zone. */
    private static final String AFTER_DATE = "substr(%s, 11)";

    /** For a person: {@code ISO 8601, Europe/Berlin}. */
    String described() {
        return unit.words()
                + (unit.local() ? ", " + (utc() ? "UTC" : zone.getId()) + " where they name no zone" : "")
                + (daysOnly ? ", days only: each counts as ending at 23:59:59" : "");
    }

    private boolean utc() {
        return zone.equals(ZoneOffset.UTC);
    }

    /** The time in a cleaned cell, in UTC; NULL where it is none. */
    String sql(String cell) {
        var time = unwidened(cell);
        return switch (unit) {
            case SECONDS, MILLIS, MICROS -> time;
            case COMPACT -> local("(" + time + " + " + END_OF_DAY + ")");
            case DAY_FIRST, MONTH_FIRST ->
                local("CASE WHEN contains(%2$s, ':') AND NOT %3$s THEN %1$s ELSE %1$s + %4$s END"
                        .formatted(time, cell, daysOnly, END_OF_DAY));
            case ISO -> iso(cell);
        };
    }

    /** The time as it is written, a day as its first second. */
    String unwidened(String cell) {
        return switch (unit) {
            case SECONDS -> CleaningSql.time(TimeFormat.EPOCH_SECONDS, cell);
            case MILLIS -> CleaningSql.time(TimeFormat.EPOCH_MILLIS, cell);
            case MICROS -> CleaningSql.time(TimeFormat.EPOCH_MICROS, cell);
            case COMPACT ->
                "CASE WHEN length(%1$s) = 8 THEN try_cast(concat_ws('-', left(%1$s, 4), substr(%1$s, 5, 2), right(%1$s, 2)) AS TIMESTAMP) END"
                        .formatted(cell);
            case DAY_FIRST -> parts(TimeFormat.DAY_FIRST, "[./-]", cell);
            case MONTH_FIRST -> parts(TimeFormat.MONTH_FIRST, "/", cell);
            case ISO ->
                "CASE WHEN %1$s THEN try_cast(replace(%2$s, ',', '.') AS TIMESTAMPTZ) AT TIME ZONE 'UTC' WHEN length(%2$s) > 7 THEN %3$s END"
                        .formatted(offset(cell), cell, naive(cell));
        };
    }

    private static String parts(TimeFormat format, String separator, String cell) {
        return "CASE WHEN regexp_matches(%s, '^\\d{1,2}%s\\d{1,2}%2$s\\d{4}( |T|$)') THEN %s END"
                .formatted(cell, separator, CleaningSql.time(format, cell));
    }

    private String iso(String cell) {
        return "CASE WHEN %1$s THEN try_cast(replace(%2$s, ',', '.') AS TIMESTAMPTZ) AT TIME ZONE 'UTC' WHEN length(%2$s) BETWEEN 8 AND 10 OR %3$s THEN %4$s WHEN right(%2$s, 1) IN ('Z', 'C', 'T') THEN %5$s WHEN length(%2$s) > 7 THEN %6$s END"
                .formatted(
                        offset(cell),
                        cell,
                        daysOnly,
                        local("(" + naive(cell) + " + " + END_OF_DAY + ")"),
                        naive(cell),
                        local(naive(cell)));
    }

    /** The engine's cast reads an offset and forgets it; with a zone in words it reads only UTC. */
    private static String naive(String cell) {
        return "try_cast(CASE WHEN right(%1$s, 3) = 'GMT' THEN rtrim(left(%1$s, length(%1$s) - 3)) WHEN contains(%1$s, ',') THEN replace(%1$s, ',', '.') ELSE %1$s END AS TIMESTAMP)"
                .formatted(cell);
    }

    private static String offset(String cell) {
        var rest = AFTER_DATE.formatted(cell);
        return "(contains(%1$s, '+') OR contains(%1$s, '-'))".formatted(rest);
    }

    private String local(String time) {
        return utc() ? time : "timezone(%s, %s) AT TIME ZONE 'UTC'".formatted(Sql.text(zone.getId()), time);
    }
}
