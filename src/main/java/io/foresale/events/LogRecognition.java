package io.foresale.events;

import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetKind;
import io.foresale.domain.EventsConfig;
import io.foresale.domain.NumberFormat;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.CleaningSql;
import io.foresale.table.RawTable;
import io.foresale.text.Scripts;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out whether an upload is a log of events, of which schema, and how that writes times and numbers. */
public final class LogRecognition {

    /** Rows looked at first; what they leave open is looked for in all of them. */
    private static final int SAMPLE = 20_000;

    private final InstantSource clock;

    public LogRecognition(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Recognises an upload; empty where it is none of the known logs and the owner does not say that it is one.
     *
     * @throws PermanentException where the owner says so and it cannot be read as one, or where it is one with times that
     *     cannot be right or with lines most of which are of another schema
     */
    public Optional<RecognisedLog> recognise(RawTable raw, DatasetConfig config, Session session) {
        if (config.kind().filter(kind -> kind == DatasetKind.TABLE).isPresent()) {
            return Optional.empty();
        }
        var events = config.events().orElseGet(EventsConfig::none);
        var candidates = candidates(raw, events);
        if (candidates.isEmpty()) {
            if (config.kind().isPresent() || !events.columns().isEmpty()) {
                throw unknown(raw, config);
            }
            return Optional.empty();
        }
        long rows = sample(session);
        var format = candidates.size() == 1 ? candidates.getFirst() : mostLines(candidates, raw, session);
        return Optional.of(read(format, raw, events, rows, session));
    }

    private static List<EventFormat> candidates(RawTable raw, EventsConfig events) {
        return !events.columns().isEmpty() && MappedFormat.lacking(events, raw).isEmpty()
                ? List.of(MappedFormat.of(events, raw))
                : EventFormats.fitting(raw.columns());
    }

    /** That the upload is no known log: what is wrong with the owner's mapping, or which schemas there are. */
    public static PermanentException unknown(RawTable raw, DatasetConfig config) {
        config.events().filter(e -> !e.columns().isEmpty()).ifPresent(e -> MappedFormat.of(e, raw));
        return EventFormats.unknown(raw.name(), raw.columns());
    }

    private static long sample(Session session) {
        session.run("CREATE OR REPLACE TABLE sample AS SELECT * FROM raw LIMIT " + SAMPLE);
        return session.query(row -> row.whole(0), "SELECT count(*) FROM sample").getFirst();
    }

    /** Lines of several schemas in one upload: the one that most of them fit. */
    private static EventFormat mostLines(List<EventFormat> candidates, RawTable raw, Session session) {
        EventFormat best = candidates.getFirst();
        long most = -1;
        for (var candidate : candidates) {
            var format = candidate.among(candidates);
            long fitting = fitting(format, raw, session);
            if (fitting > most) {
                best = format;
                most = fitting;
            }
        }
        return best;
    }

    private static long fitting(EventFormat format, RawTable raw, Session session) {
        return session.query(
                        row -> row.whole(0),
                        "SELECT count(*) FROM sample WHERE (" + new LogView(format, raw).lacks() + ") IS NULL")
                .getFirst();
    }

    private RecognisedLog read(EventFormat format, RawTable raw, EventsConfig events, long rows, Session session) {
        requireMostLines(format, raw, fitting(format, raw, session), rows);
        var view = new LogView(format, raw);
        var selected = new HashSet<>(
                session.query(row -> EventFormats.folded(row.text(0)), "DESCRIBE " + view.over("sample")));
        var sql = new EventSql(view, raw.cleaned(), selected);
        session.run("CREATE OR REPLACE TABLE sampled AS " + sql.texts("sample"));
        var now = clock.instant();
        var times = new LogTimes(raw.name(), now, zone(events), session);
        var time = times.of(
                "event_time", "SELECT event_time FROM sampled", "SELECT event_time FROM (" + sql.texts("raw") + ")");
        var received = times.of(
                "received_time",
                "SELECT received_time FROM sampled",
                "SELECT received_time FROM (" + sql.texts("raw") + ")");
        var reading =
                new EventSql.Reading(time.orElseThrow(() -> noTimes(format, raw)), received, numbers(session), now);
        var reasons = reasons(format, view, raw, events);
        return new RecognisedLog(format, sql, reading, rows, scripts(session), reasons);
    }

    private static void requireMostLines(EventFormat format, RawTable raw, long fitting, long rows) {
        if (fitting * 2 < rows) {
            throw mixed(raw.name(), format, rows - fitting, rows);
        }
    }

    /** That most lines of an upload are of another schema than the one that fits best. */
    static PermanentException mixed(String name, EventFormat format, long foreign, long rows) {
        return PermanentException.invalid(
                name,
                "lines of one schema",
                foreign + " of " + rows + " lines that are not of the one that fits best, " + format.title()
                        + " (every event has " + String.join(", ", format.everyLine()) + ")",
                "upload a file of its own for each schema");
    }

    private static PermanentException noTimes(EventFormat format, RawTable raw) {
        return PermanentException.invalid(
                raw.name(),
                "times of events, as " + format.title() + " has",
                "no time in any line",
                "export the log with its times");
    }

    private static ZoneId zone(EventsConfig events) {
        try {
            return events.timeZone().map(ZoneId::of).orElse(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw PermanentException.invalid(
                    "'events.timeZone'",
                    "a time zone such as \"Europe/Berlin\"",
                    Quoted.of(events.timeZone().orElse("")),
                    "correct it");
        }
    }

    /** Decimal commas where more of the numbers are readable with them. */
    private static NumberFormat numbers(Session session) {
        var counts = List.of(NumberFormat.values()).stream()
                .map(format -> List.of("price", "quantity", "amount", "rating").stream()
                        .map(column -> "count(" + CleaningSql.number(format, column) + ")")
                        .collect(Collectors.joining(" + ")))
                .toList();
        return session.query(
                        row -> row.whole(1) > row.whole(0) ? NumberFormat.COMMA : NumberFormat.POINT,
                        "SELECT " + String.join(", ", counts) + " FROM sampled")
                .getFirst();
    }

    private static Scripts scripts(Session session) {
        var all = new Scripts[] {Scripts.NONE};
        session.stream(
                row -> all[0] = all[0].plus(Scripts.of(row.text(0))),
                "SELECT concat_ws(' ', " + String.join(", ", EventColumns.TEXTS) + ") FROM sampled");
        return all[0];
    }

    private static List<String> reasons(EventFormat format, LogView view, RawTable raw, EventsConfig events) {
        var reasons = new ArrayList<String>();
        var names = format.columns().stream().map(f -> view.source(f.name())).toList();
        reasons.add("recognised as " + format.title() + " by " + String.join(", ", names));
        var lacking = MappedFormat.lacking(events, raw);
        if (!lacking.isEmpty()) {
            reasons.add("the mapping 'events.columns' is not used, as the upload does not have: "
                    + String.join(", ", lacking));
        }
        var unused = view.unused(raw.columns());
        if (!unused.isEmpty()) {
            reasons.add("columns that nothing is made of, passed by: " + String.join(", ", unused));
        }
        return reasons;
    }
}
