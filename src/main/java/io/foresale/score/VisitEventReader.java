package io.foresale.score;

import io.foresale.domain.EventType;
import io.foresale.domain.NumberFormat;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import io.foresale.domain.personal.PersonalData;
import io.foresale.events.EventAttributes;
import io.foresale.events.EventColumns;
import io.foresale.events.VisitEvent;
import io.foresale.text.Cells;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one event of a visit, cleaning and masking every value as {@code ingest} does the log's cells. */
final class VisitEventReader {

    private static final Set<String> CODES = Set.of("product_id", "category", "order_id");
    private static final Set<String> WORDS = Set.of("brand", "currency");
    private static final Set<String> TEXTS = Set.copyOf(EventColumns.TEXTS);
    private static final Set<String> NUMBERS = Set.of("price", "quantity", "rating");

    private static final Map<String, EventType> TYPES =
            Arrays.stream(EventType.values()).collect(Collectors.toMap(EventType::word, type -> type));

    private final String place;
    private final Instant now;

    /**
     * For one event.
     *
     * @param place of the event, for messages: {@code event 3 of visit 1}
     * @param now its time where it has none
     */
    VisitEventReader(String place, Instant now) {
        this.place = place;
        this.now = now;
    }

    /** Reads it; adds what is no field of an event to {@code ignored}. */
    VisitEvent read(@Nullable Object sent, Set<String> ignored) {
        if (!(sent instanceof Map<?, ?> fields)) {
            throw PermanentException.invalid(
                    place,
                    "an object",
                    sent == null ? "none" : Quoted.of(sent.toString()),
                    "send {\"event_type\": \"view\", \"product_id\": \"a12\", …}");
        }
        var type = type(fields.get("event_type"));
        var values = new LinkedHashMap<String, Object>();
        var attributes = new TreeMap<String, Object>();
        fields.forEach((name, value) -> put(name.toString(), value, type, values, attributes, ignored));
        if (values.containsKey("product_id") && type.isOfPieces()) {
            values.putIfAbsent("quantity", 1.0);
        }
        EventAttributes.json(attributes).map(PersonalData::maskJson).ifPresent(json -> values.put("attributes", json));
        return new VisitEvent(time(fields.get("event_time")), type, values);
    }

    private void put(
            String name,
            @Nullable Object value,
            EventType type,
            Map<String, Object> values,
            Map<String, Object> attributes,
            Set<String> ignored) {
        if (value == null || name.equals("event_type") || name.equals("event_time")) {
            return;
        }
        if (CODES.contains(name)) {
            Optional.of(Cells.category(text(name, value)))
                    .filter(v -> !v.isEmpty())
                    .ifPresent(v -> values.put(name, v));
        } else if (WORDS.contains(name)) {
            Cells.words(text(name, value)).ifPresent(v -> values.put(name, v));
        } else if (TEXTS.contains(name)) {
            Cells.words(text(name, value)).map(PersonalData::mask).ifPresent(v -> values.put(name, v));
        } else if (NUMBERS.contains(name)) {
            number(name, value, type).ifPresent(v -> values.put(name, v));
        } else if (name.equals("attributes") && value instanceof Map<?, ?> more) {
            more.forEach((key, v) -> attribute(key.toString(), v, attributes, ignored));
        } else if (EventAttributes.KNOWN.contains(name)) {
            attribute(name, value, attributes, ignored);
        } else {
            ignored.add("events[]." + name);
        }
    }

    private static void attribute(
            String name, @Nullable Object value, Map<String, Object> attributes, Set<String> ignored) {
        if (value instanceof Map || value instanceof List) {
            ignored.add("events[]." + name);
        } else if (value != null) {
            attributes.put(name, value);
        }
    }

    private EventType type(@Nullable Object sent) {
        return Optional.ofNullable(sent)
                .map(word -> TYPES.get(word.toString().toLowerCase(Locale.ROOT)))
                .orElseThrow(() -> refused(
                        "event_type",
                        "one of "
                                + Arrays.stream(EventType.values())
                                        .map(EventType::word)
                                        .collect(Collectors.joining(", ")),
                        sent,
                        "say what was done in one of these words"));
    }

    private Instant time(@Nullable Object sent) {
        if (sent == null || Cells.missing(sent.toString())) {
            return now;
        }
        return VisitTime.of(JsonCell.of(sent))
                .filter(time -> VisitTime.isPlausible(time, now))
                .orElseThrow(() -> refused(
                        "event_time",
                        "a time as 2026-03-01T12:00:00Z (UTC where it has no zone) or since 1970 in seconds, milliseconds"
                                + " or microseconds, not before 1990 and not later than a day from now",
                        sent,
                        "correct it, or leave it out where it is now"));
    }

    private Optional<Double> number(String name, Object sent, EventType type) {
        var cell = text(name, sent);
        if (Cells.missing(cell)) {
            return Optional.empty();
        }
        double number = Cells.number(cell, NumberFormat.POINT)
                .orElseThrow(() -> refused(name, "a number of at most 1e30", sent, "correct it or leave it out"));
        // What is given back may be written with a sign.
        if (number < 0 && type != EventType.REFUND) {
            throw refused(name, "0 or more", sent, "correct it or leave it out");
        }
        return Optional.of(Math.abs(number));
    }

    private String text(String name, Object sent) {
        if (sent instanceof Map || sent instanceof List) {
            throw PermanentException.invalid(
                    subject(name), "a text or a number", "an array or object", "correct it or leave it out");
        }
        return JsonCell.of(sent);
    }

    private String subject(String field) {
        return "field '" + field + "' of " + place;
    }

    private PermanentException refused(String field, String wanted, @Nullable Object got, String remedy) {
        return PermanentException.invalid(
                subject(field), wanted, got == null ? "none" : Quoted.of(got.toString()), remedy);
    }
}
