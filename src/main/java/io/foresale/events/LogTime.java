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

    private static final String AT_MIDNIGHT = "%1$s = date_trunc('day', %1$s)";

    /**
     * Nearly all times are like {@code 2026-01-31T23:59:59Z}, and to look for what else they might have takes longer than to
     * read them.
     */
    private static final String USUAL = "strlen(%1$s) = 20 AND ends_with(%1$s, 'Z') AND substr(%1$s, 17, 1) = ':'";

    /** What stands behind the date: only there do a sign or letters mean a zone. */
    private static final String AFTER_DATE = "substr(%s, 11)";

    /** For a person: {@code ISO 8601, Europe/Berlin}. */
    String described() {
        return unit.words()
                + (unit.local() ? ", " + (utc() ? "UTC" : zone.getId()) + " where they name no zone" : "")
                + (daysOnly ? ", days only: each counts as ending at 23:59:59" : "");
    }

    private boolean utc() {
        return utc(zone);
    }

    /** Whether clocks show UTC there. */
    static boolean utc(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC);
    }

    /** The time in a cleaned cell, in UTC; NULL where it is none. */
    String sql(String cell) {
        var time = unwidened(cell);
        return switch (unit) {
            case SECONDS, MILLIS, MICROS -> ended(time);
            case COMPACT -> local("(" + time + " + " + END_OF_DAY + ")");
            case DAY_FIRST, MONTH_FIRST ->
                local("CASE WHEN contains(%2$s, ':') AND NOT %3$s THEN %1$s ELSE %1$s + %4$s END"
                        .formatted(time, cell, daysOnly, END_OF_DAY));
            case ISO -> iso(cell);
        };
    }

    /** Whether a cell says no more than the day: midnight in UTC, or by the clock of the offset that it names. */
    String midnight(String cell) {
        var utc = AT_MIDNIGHT.formatted(unwidened(cell));
        return unit == Unit.ISO ? "(%s OR %s)".formatted(utc, AT_MIDNIGHT.formatted(naive(cell))) : utc;
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
                "CASE WHEN %1$s THEN %2$s WHEN length(%3$s) > 7 THEN %4$s END"
                        .formatted(offset(cell), zoned(cell), cell, naive(cell));
        };
    }

    private static String parts(TimeFormat format, String separator, String cell) {
        return "CASE WHEN regexp_matches(%s, '^\\d{1,2}%s\\d{1,2}%2$s\\d{4}( |T|$)') THEN %s END"
                .formatted(cell, separator, CleaningSql.time(format, cell));
    }

    /** Only what names no zone is of the log's: midnight in UTC begins a day there, wherever the log is from. */
    private String iso(String cell) {
        return "CASE WHEN %8$s THEN %9$s WHEN %1$s THEN %2$s WHEN right(%3$s, 1) IN ('Z', 'C', 'T') THEN %4$s WHEN length(%3$s) BETWEEN 8 AND 10 OR %5$s THEN %6$s WHEN length(%3$s) > 7 THEN %7$s END"
                .formatted(
                        offset(cell),
                        ended(zoned(cell)),
                        cell,
                        ended(naive(cell)),
                        daysOnly,
                        local("(" + naive(cell) + " + " + END_OF_DAY + ")"),
                        local(naive(cell)),
                        USUAL.formatted(cell),
                        ended("try_cast(" + cell + " AS TIMESTAMP)"));
    }

    /** A time that needs no zone, the end of its day where the log has days only. */
    private String ended(String time) {
        return daysOnly ? "(" + time + ") + " + END_OF_DAY : time;
    }

    private static String zoned(String cell) {
        return "try_cast(replace(%s, ',', '.') AS TIMESTAMPTZ) AT TIME ZONE 'UTC'".formatted(cell);
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
        return utc() ? time : "timezone(%s, %s) AT TIME ZONE 'UTC'".formatted(engines(zone), time);
    }

    /** A zone by the name that the engine knows it by, as SQL. */
    static String engines(ZoneId zone) {
        var plain = zone.normalized();
        return Sql.text(plain instanceof ZoneOffset ? "GMT" + plain.getId() : plain.getId());
    }
}
