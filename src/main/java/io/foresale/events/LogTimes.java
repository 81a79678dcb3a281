package io.foresale.events;

import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import io.foresale.events.LogTime.Unit;
import io.foresale.port.TableEngine.Row;
import io.foresale.port.TableEngine.Session;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out how a log writes its times: the unit in which most cells lie in a sane window, from 1990 to a day after now. A
 * wrong guess would move events by decades, so where none fits, or two fit equally well, nothing is guessed.
 */
final class LogTimes {

    static final Instant FIRST = Instant.parse("1990-01-01T00:00:00Z");

    private final String upload;
    private final Instant last;
    private final ZoneId zone;
    private final Session session;

    /**
     * For an upload.
     *
     * @param zone of times that name none
     */
    LogTimes(String upload, Instant now, ZoneId zone, Session session) {
        this.upload = upload;
        this.last = now.plus(1, ChronoUnit.DAYS);
        this.zone = zone;
        this.session = session;
    }

    /** What the cells are in each unit: times in the window, and how many of them at midnight. */
    private record Trial(long present, String example, Map<Unit, Long> fitting, Map<Unit, Long> atMidnight) {

        boolean daysOnly(Unit unit) {
            return atMidnight.get(unit).equals(fitting.get(unit));
        }

        /** The units that most cells fit, at least half of them; more than one where there is no telling. */
        List<Unit> best() {
            long most = fitting.values().stream().mapToLong(n -> n).max().orElse(0);
            return most == 0 || most * 2 < present
                    ? List.of()
                    : fitting.entrySet().stream()
                            .filter(e -> e.getValue() == most)
                            .map(Map.Entry::getKey)
                            .toList();
        }
    }

    /**
     * The notation of a column; empty where it has no values.
     *
     * @param sample a part of the upload
     * @param whole all of it, looked at where the sample leaves two notations open
     */
    Optional<LogTime> of(String column, String sample, String whole) {
        var trial = trial(column, sample);
        if (trial.present() == 0) {
            // A column that was added later may begin anywhere.
            if (!EventLog.any(session, "SELECT 1 FROM (%s) WHERE %s IS NOT NULL".formatted(whole, column))) {
                return Optional.empty();
            }
            trial = trial(column, whole);
        } else if (trial.best().size() > 1 || trial.best().stream().anyMatch(trial::daysOnly)) {
            trial = trial(column, whole);
        }
        var best = trial.best();
        if (best.size() != 1) {
            throw refusal(column, trial);
        }
        var unit = best.getFirst();
        return Optional.of(new LogTime(unit, trial.daysOnly(unit), zone));
    }

    private Trial trial(String column, String relation) {
        var counts = Stream.of(Unit.values())
                .map(unit -> {
                    var time = new LogTime(unit, false, zone);
                    var fits = time.unwidened(column) + " BETWEEN " + EventSql.timestamp(FIRST) + " AND "
                            + EventSql.timestamp(last);
                    return "count(*) FILTER (%s), count(*) FILTER (%s)"
                            .formatted("WHERE " + fits, "WHERE " + fits + " AND " + time.midnight(column));
                })
                .collect(Collectors.joining(", "));
        return session.query(
                        LogTimes::read,
                        "SELECT count(%1$s), min(%1$s), %2$s FROM (%3$s)".formatted(column, counts, relation))
                .getFirst();
    }

    private static Trial read(Row row) {
        var fitting = new EnumMap<Unit, Long>(Unit.class);
        var atMidnight = new EnumMap<Unit, Long>(Unit.class);
        for (var unit : Unit.values()) {
            fitting.put(unit, row.whole(2 + 2 * unit.ordinal()));
            atMidnight.put(unit, row.whole(3 + 2 * unit.ordinal()));
        }
        return new Trial(row.whole(0), row.text(1), fitting, atMidnight);
    }

    private PermanentException refusal(String column, Trial trial) {
        var cell = io.foresale.table.Sql.text(trial.example());
        var readings = new ArrayList<String>();
        for (var unit : Unit.values()) {
            var time = new LogTime(unit, false, zone).unwidened(cell);
            session.query(row -> row.text(0), "SELECT coalesce((" + time + ")::VARCHAR, '')").stream()
                    .filter(t -> !t.isEmpty())
                    .forEach(t -> readings.add(t + " as " + unit.words()));
        }
        var units = Stream.of(Unit.values())
                .sorted(Comparator.naturalOrder())
                .map(Unit::words)
                .collect(Collectors.joining(", "));
        var doubt = trial.best().isEmpty()
                ? ""
                : "; all " + trial.present() + " cells can be read as "
                        + trial.best().stream().map(Unit::words).collect(Collectors.joining(" and as "));
        return PermanentException.invalid(
                upload + " '" + column + "'",
                "times from " + FIRST.truncatedTo(ChronoUnit.DAYS) + " to " + last.truncatedTo(ChronoUnit.SECONDS)
                        + " in one notation of " + units,
                Quoted.of(trial.example()) + ", which would be "
                        + (readings.isEmpty() ? "no time in any of them" : String.join(", ", readings)) + doubt,
                "export the times as ISO 8601, or map the right column to " + column
                        + " in the data set's configuration");
    }
}
