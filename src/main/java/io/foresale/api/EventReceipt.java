package io.foresale.api;

import io.foresale.trigger.Arrivals.Outcome;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of the events in a notification, in its order. */
@Schema(description = "What became of the events in a notification, in its order")
public record EventReceipt(List<Entry> events) {

    /** What became of one event. */
    public enum State {
        /** The function that its object starts was called and ended well. */
        CALLED,
        /** There was nothing to do. */
        SKIPPED,
        /** It will be refused again as it is. */
        REFUSED
    }

    /**
     * One event.
     *
     * @param detail which function was called with what, or why none was
     */
    public record Entry(
            State state,

            @Schema(examples = "ingest of raw/shop/sessions.csv")
            String detail) {

        static Entry of(Outcome outcome) {
            return new Entry(
                    switch (outcome) {
                        case Outcome.Called _ -> State.CALLED;
                        case Outcome.Skipped _ -> State.SKIPPED;
                        case Outcome.Refused _ -> State.REFUSED;
                    },
                    outcome.sentence());
        }
    }

    public EventReceipt {
        events = List.copyOf(events);
    }
}
