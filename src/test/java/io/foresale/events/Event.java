package io.foresale.events;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A clean event of a test, told in words: columns of {@link EventColumns#DDL} to their values. */
record Event(Map<String, Object> values) {

    /** Columns that are set, in the order in which {@link EventRig} writes them: all but the two that no log tells. */
    static final String[] COLUMNS =
            EventColumns.names(EventColumns.DDL).stream().skip(2).toArray(String[]::new);

    Event {
        values = new TreeMap<>(values);
    }

    /** An event that the shop knew of at once. */
    static Event at(String time, String type) {
        return new Event(Map.of("event_time", time, "received_time", time, "event_type", type));
    }

    static Event of(String user, String time, String type) {
        return at(time, type).with("user_id", user);
    }

    /**
     * A line for each event: who, how many days before a moment, what was done, and what else is known: {@code ann 1.5 view
     * product_id=mug, price=4}.
     */
    static List<Event> told(LocalDateTime moment, String lines) {
        return lines.lines().map(line -> told(moment, line.split(" +", 4))).toList();
    }

    private static Event told(LocalDateTime moment, String[] words) {
        long minutes = Math.round(Double.parseDouble(words[1]) * 24 * 60);
        var event = of(words[0], moment.minusMinutes(minutes).toString(), words[2]);
        for (var more : words.length > 3 ? words[3].split(", ") : new String[0]) {
            event = event.with(more.split("=")[0], more.split("=")[1]);
        }
        return event;
    }

    Event with(String column, Object value) {
        var all = new TreeMap<>(values);
        all.put(column, value);
        return new Event(all);
    }

    Event product(String id, double price) {
        return with("product_id", id).with("price", price).with("quantity", 1.0);
    }

    Event received(String time) {
        return with("received_time", time);
    }

    Event session(String id) {
        return with("session_id", id);
    }

    @Nullable
    Object[] cells() {
        var cells = new Object[COLUMNS.length];
        for (int i = 0; i < cells.length; i++) {
            var value = values.get(COLUMNS[i]);
            cells[i] = value == null ? null : value.toString();
        }
        return cells;
    }
}
