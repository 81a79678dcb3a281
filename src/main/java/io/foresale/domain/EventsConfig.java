package io.foresale.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the owner of a log decided about it; whatever is absent is recognised or chosen.
 *
 * @param columns for logs of no known schema: canonical column to the upload's column or JSON path, {@code "user_id": "Kunde"}
 * @param types the log's own words for event types to canonical ones, {@code "kauf": "purchase"}
 * @param timeZone of times that have none, and of the hours and weekdays that features tell, {@code "Europe/Berlin"}; UTC
 *     where absent
 * @param lookBackDays how far features look back from a cut-off (default 28, or what the log's length supports)
 * @param cutoffs the cut-offs to learn from and to evaluate at; chosen from the log's length where empty
 * @param testFrom cut-offs from here on are only evaluated at; where absent, the last one
 * @param maxEventsPerDay of one user, or of one visit without a user; further ones of the day, and
 *     what is beyond ten times as many of four weeks, are left out as a bot's (default 2,000)
 * @param evaluation rolling origin or user-disjoint folds, where the owner insists
 * @param questions to answer; all that the log supports where empty
 */
public record EventsConfig(
        Map<String, String> columns,
        Map<String, EventType> types,
        Optional<String> timeZone,
        Optional<Integer> lookBackDays,
        List<Instant> cutoffs,
        Optional<Instant> testFrom,
        Optional<Integer> maxEventsPerDay,
        Optional<Protocol> evaluation,
        List<Question> questions) {

    /** How a model of events is evaluated. */
    public enum Protocol {
        /** Learned before, tested after: the last training label window ends before the first test cut-off. */
        ROLLING,
        /** Cross-validation in which a user is learned from or predicted, never both. */
        GROUPED
    }

    public EventsConfig {
        columns = Map.copyOf(columns);
        types = Map.copyOf(types);
        cutoffs = List.copyOf(cutoffs);
        questions = List.copyOf(questions);
        lookBackDays.ifPresent(days -> DatasetConfig.requireRange("events.lookBackDays", days, 1, 3650));
        maxEventsPerDay.ifPresent(most -> DatasetConfig.requireRange("events.maxEventsPerDay", most, 1, 10_000_000));
    }

    /** A name for all that is decided. */
    Digest digest() {
        return Digest.of(
                new TreeMap<>(columns),
                new TreeMap<>(types),
                timeZone,
                lookBackDays,
                cutoffs,
                testFrom,
                maxEventsPerDay,
                evaluation,
                questions);
    }

    /** No decisions. */
    public static EventsConfig none() {
        return new EventsConfig(
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
