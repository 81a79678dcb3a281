package io.foresale.events;

import io.foresale.table.RejectsFile.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Why an event is refused, and the SQL that finds it out: the first of the reasons counts. Pure. */
final class EventMisfits {

    /**
     * A reason and when it holds.
     *
     * @param column the canonical one, to be found under this name as a value and, with {@code _} before it, as a text
     */
    private record Misfit(String column, String reason, String condition) {}

    private final EventFormat format;
    private final List<Misfit> misfits;

    EventMisfits(EventFormat format, Instant now) {
        this.format = format;
        this.misfits = List.of(
                new Misfit("event_time", "no time in 'event_time'", "v.event_time IS NULL"),
                // Not taken for known at once: nobody can tell since when it was.
                new Misfit(
                        "received_time",
                        "no time in 'received_time'",
                        "v.received_time IS NULL AND _received_time IS NOT NULL"),
                new Misfit("event_type", "no type of event", "_event_type IS NULL"),
                new Misfit("event_time", "a time before 1990", "v.event_time < " + EventSql.timestamp(LogTimes.FIRST)),
                new Misfit(
                        "event_time",
                        "a time in the future",
                        "greatest(v.event_time, v.received_time) > "
                                + EventSql.timestamp(now.plus(1, ChronoUnit.DAYS))),
                new Misfit(
                        "event_time",
                        "a time more than a day after it was received",
                        "v.event_time > v.received_time + INTERVAL 1 DAY"),
                number("price"),
                number("quantity"),
                number("amount"),
                number("rating"),
                negative("price", "a negative price"),
                negative("amount", "a negative price"),
                negative("quantity", "a negative quantity"));
    }

    private static Misfit number(String column) {
        return new Misfit(
                column,
                "no number, or one beyond 1e30, in '" + column + "'",
                "v.%1$s IS NULL AND _%1$s IS NOT NULL".formatted(column));
    }

    /** What is given back may be written with a sign. */
    private static Misfit negative(String column, String reason) {
        return new Misfit(column, reason, "v." + column + " < 0 AND v.event_type IS DISTINCT FROM 'refund'");
    }

    /** All reasons by their numbers; what the line lacks comes first. */
    List<Reason> reasons() {
        return Stream.concat(
                        format.foreign().stream().map(reason -> new Reason("", reason)),
                        misfits.stream().map(m -> new Reason(m.column(), m.reason())))
                .toList();
    }

    /** The number of the reason, NULL where there is none. */
    String number() {
        return cases(
                "coalesce(_lacks, CASE",
                "ELSE NULL END)",
                i -> String.valueOf(i + format.foreign().size()));
    }

    /** The cell that does not fit. */
    String value() {
        return cases(
                "CASE WHEN _lacks IS NOT NULL THEN ''",
                "END",
                i -> "left(_" + misfits.get(i).column() + ", 200)");
    }

    private String cases(String begin, String end, IntFunction<String> then) {
        return IntStream.range(0, misfits.size())
                .mapToObj(i -> " WHEN " + misfits.get(i).condition() + " THEN " + then.apply(i))
                .collect(Collectors.joining("", begin, " " + end));
    }
}
