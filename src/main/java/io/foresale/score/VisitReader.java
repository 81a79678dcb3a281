package io.foresale.score;

import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import io.foresale.events.SentVisits.Visit;
import io.foresale.events.VisitEvent;
import io.foresale.text.Cells;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads visits as they stand in a JSON request. */
final class VisitReader {

    private static final Set<String> FIELDS = Set.of("user_id", "anonymous_id", "session_id", "events");

    private final int mostEvents;

    /**
     * Makes a reader.
     *
     * @param mostEvents of one visit
     */
    VisitReader(int mostEvents) {
        this.mostEvents = mostEvents;
    }

    /**
     * Reads them all.
     *
     * @param now the time of events that have none
     */
    List<SentVisit> read(List<Map<String, Object>> sent, Instant now) {
        var visits = new ArrayList<SentVisit>();
        for (var fields : sent) {
            visits.add(visit("visit " + (visits.size() + 1), fields, now));
        }
        return visits;
    }

    private SentVisit visit(String place, Map<String, Object> sent, Instant now) {
        var ignored = new LinkedHashSet<String>();
        sent.keySet().stream().filter(name -> !FIELDS.contains(name)).forEach(ignored::add);
        var events = new ArrayList<VisitEvent>();
        for (var event : events(place, sent.get("events"))) {
            var reader = new VisitEventReader("event " + (events.size() + 1) + " of " + place, now);
            events.add(reader.read(event, ignored));
        }
        var user = id(place, "user_id", sent);
        var anonymous = id(place, "anonymous_id", sent);
        var visit = new Visit(
                user.or(() -> anonymous),
                anonymous.filter(_ -> user.isPresent()),
                id(place, "session_id", sent),
                events);
        if (visit.prefix() == 0) {
            throw PermanentException.invalid(
                    place,
                    "something that was done before the first purchase",
                    "a purchase as the first event",
                    "leave it out: its end is known");
        }
        return new SentVisit(visit, List.copyOf(ignored));
    }

    private List<?> events(String place, @Nullable Object sent) {
        if (!(sent instanceof List<?> events) || events.isEmpty()) {
            var got = sent == null ? "none" : sent instanceof List ? "an empty array" : "no array";
            throw PermanentException.invalid(
                    "field 'events' of " + place,
                    "an array of 1 to " + mostEvents + " events",
                    got,
                    "send what the visitor did, {\"events\": [{\"event_type\": \"view\", …}]}");
        }
        if (events.size() > mostEvents) {
            throw PermanentException.tooLarge(
                    "field 'events' of " + place,
                    "1 to " + mostEvents + " events (foresale.score.max-events)",
                    String.valueOf(events.size()),
                    "send the last " + mostEvents + " of them");
        }
        return events;
    }

    /** Cleaned as {@code ingest} cleans it; a number is taken as it is written. */
    private static Optional<String> id(String place, String name, Map<String, Object> sent) {
        return Optional.ofNullable(sent.get(name))
                .map(value -> {
                    if (value instanceof List || value instanceof Map || value instanceof Boolean) {
                        throw PermanentException.invalid(
                                "field '" + name + "' of " + place,
                                "a text or a number",
                                Quoted.of(value.toString()),
                                "send it as it stands in the log, or leave it out");
                    }
                    return Cells.category(JsonCell.of(value));
                })
                .filter(id -> !id.isEmpty());
    }
}
