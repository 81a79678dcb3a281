package io.foresale.events;

import io.foresale.domain.EventType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * One event of a visit that is still going on.
 *
 * @param values by column of {@link EventColumns#DDL}: texts, and doubles where the column is of numbers; what is not known
 *     is left out
 */
public record VisitEvent(Instant time, EventType type, Map<String, Object> values) {

    public VisitEvent {
        time = time.truncatedTo(ChronoUnit.MICROS); // as a log keeps it
        values = Map.copyOf(values);
    }
}
