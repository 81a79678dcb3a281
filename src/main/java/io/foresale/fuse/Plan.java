package io.foresale.fuse;

import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetName;
import io.foresale.domain.EventsConfig;
import io.foresale.domain.EventsConfig.Protocol;
import io.foresale.domain.LogSpan;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Question;
import io.foresale.events.FeatureSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which questions a log supports, and at which moments they are asked of it. Pure.
 *
 * @param asked the questions
 * @param passedBy why the others are not asked, in words for a person
 */
record Plan(List<Asked> asked, List<String> passedBy) {

    private static final int LOOK_BACK_DAYS = 28;
    private static final int HORIZON_DAYS = 7;

    /** Longer look-backs, taken where the log is long enough for them and {@link #ENOUGH_CUTOFFS} cut-offs. */
    private static final List<Integer> LONGER_LOOK_BACKS = List.of(365, 180, 90);

    private static final int ENOUGH_CUTOFFS = 4;
    private static final int MOST_CUTOFFS = 8;

    /** With so many cut-offs the last two are tested at, else only the last. */
    private static final int CUTOFFS_FOR_TWO_TESTS = 4;

    /** Sessions of a shorter log are of one season, if not of one hour: folds tell more than an origin does. */
    private static final Duration LONG_ENOUGH_TO_ROLL = Duration.ofDays(7);

    /** A visit without an event for so long is over. */
    static final Duration VISIT_GAP = Duration.ofMinutes(30);

    /** The last share of a log, whose sessions are tested on. */
    private static final double TESTED = 0.2;

    /** One question with the moments it is asked at; a {@link Question#SESSION} is asked at every prefix instead. */
    record Asked(
            Question question,
            int lookBackDays,
            int horizonDays,
            List<Instant> cutoffs,
            Instant testFrom,
            Protocol protocol,
            Optional<String> timeZone) {

        /** What is asked for. */
        FeatureSet features() {
            return FeatureSet.of(question, lookBackDays, timeZone);
        }

        /** What was chosen, for the record of the run. */
        String sentence() {
            var moments = question == Question.SESSION
                    ? "at beginnings of visits"
                    : "over %d days, looking back %d, at %d cut-offs"
                            .formatted(horizonDays, lookBackDays, cutoffs.size());
            var test = protocol == Protocol.ROLLING
                    ? "tested from " + testFrom.truncatedTo(ChronoUnit.SECONDS)
                    : "tested by folds of users";
            return question.word() + " " + moments + ", " + test;
        }
    }

    /**
     * Plans.
     *
     * @throws PermanentException where the log supports no question, or none that its owner wants; the message says what is
     *     missing
     */
    static Plan of(DatasetName dataset, LogSpan span, DatasetConfig config) {
        var events = config.events().orElseGet(EventsConfig::none);
        var passedBy = new ArrayList<String>();
        var asked = new ArrayList<Asked>();
        for (var question : Question.values()) {
            if (!events.questions().isEmpty() && !events.questions().contains(question)) {
                continue;
            }
            var obstacle = question == Question.SESSION ? noSessions(span) : noCutoffs(span, config);
            obstacle.ifPresentOrElse(
                    why -> passedBy.add("'" + question.word() + "' is not asked: " + why),
                    () -> asked.add(
                            question == Question.SESSION ? sessions(span, events) : at(question, span, config)));
        }
        if (asked.isEmpty()) {
            throw PermanentException.invalid(
                    "the log " + dataset,
                    "purchases, and either events before them in the same visit or known shoppers over at least "
                            + (lookBack(span, config) + horizon(config)) + " days",
                    String.join("; ", passedBy),
                    "upload more of the log, or set \"horizonDays\" and \"events\": {\"lookBackDays\"} in datasets/"
                            + dataset + ".json");
        }
        return new Plan(List.copyOf(asked), List.copyOf(passedBy));
    }

    private static Optional<String> noSessions(LogSpan span) {
        if (span.sessionPurchases() == 0) {
            return Optional.of("no purchase belongs to a visit");
        }
        return span.others() == 0
                ? Optional.of("there is nothing but purchases, so nothing precedes them")
                : Optional.empty();
    }

    private static Optional<String> noCutoffs(LogSpan span, DatasetConfig config) {
        if (span.withUser() == 0) {
            return Optional.of("no event has a user id");
        }
        if (span.purchases() == 0) {
            return Optional.of("no known shopper bought anything");
        }
        if (config.events().map(e -> !e.cutoffs().isEmpty()).orElse(false)) {
            return Optional.empty(); // the owner's own cut-offs are checked one by one
        }
        return cutoffs(span, config).isEmpty()
                ? Optional.of(
                        "the log spans %.1f days and %d of look-back and %d of horizon around a midnight are needed"
                                .formatted(span.length().toHours() / 24.0, lookBack(span, config), horizon(config)))
                : Optional.empty();
    }

    private static Asked sessions(LogSpan span, EventsConfig events) {
        boolean roll = span.length().compareTo(LONG_ENOUGH_TO_ROLL) >= 0;
        var testFrom = events.testFrom().orElseGet(() -> span.last()
                .minus(Duration.ofMillis((long) (span.length().toMillis() * TESTED))));
        var protocol = events.evaluation().orElse(roll ? Protocol.ROLLING : Protocol.GROUPED);
        int lookBack = events.lookBackDays().orElse(LOOK_BACK_DAYS);
        return new Asked(Question.SESSION, lookBack, 0, List.of(), testFrom, protocol, events.timeZone());
    }

    private static Asked at(Question question, LogSpan span, DatasetConfig config) {
        var events = config.events().orElseGet(EventsConfig::none);
        var cutoffs = events.cutoffs().isEmpty() ? cutoffs(span, config) : given(events, span, config);
        int tests = cutoffs.size() >= CUTOFFS_FOR_TWO_TESTS ? 2 : 1;
        var testFrom = events.testFrom().orElseGet(() -> cutoffs.get(cutoffs.size() - tests));
        boolean roll = cutoffs.getFirst().plus(Duration.ofDays(horizon(config))).compareTo(testFrom) <= 0;
        var protocol = events.evaluation().orElse(roll ? Protocol.ROLLING : Protocol.GROUPED);
        return new Asked(
                question, lookBack(span, config), horizon(config), cutoffs, testFrom, protocol, events.timeZone());
    }

    /** Back from the last moment whose label window the log covers, one horizon apart, so that label windows do not overlap. */
    private static List<Instant> cutoffs(LogSpan span, DatasetConfig config) {
        var horizon = Duration.ofDays(horizon(config));
        var earliest = span.first().plus(Duration.ofDays(lookBack(span, config)));
        var cutoffs = new ArrayList<Instant>();
        // At midnight, as people think of days; the log's last second may be the last of a day.
        var last = span.last().plusSeconds(1).minus(horizon).truncatedTo(ChronoUnit.DAYS);
        for (var t = last; cutoffs.size() < MOST_CUTOFFS && !t.isBefore(earliest); t = t.minus(horizon)) {
            cutoffs.add(t);
        }
        return List.copyOf(cutoffs.reversed());
    }

    private static List<Instant> given(EventsConfig events, LogSpan span, DatasetConfig config) {
        var sorted = events.cutoffs().stream()
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList();
        // A day's grace: a log that is cut at the end of a day ends with the last event of that day.
        var latest = span.last().minus(Duration.ofDays(horizon(config))).plus(Duration.ofDays(1));
        for (var cutoff : sorted) {
            if (!cutoff.isAfter(span.first()) || cutoff.isAfter(latest)) {
                throw PermanentException.invalid(
                        "'events.cutoffs'",
                        "moments from " + span.first() + " to " + latest + ", where the horizon still lies in the log",
                        cutoff.toString(),
                        "correct it, or leave out 'cutoffs' to have them chosen");
            }
        }
        return sorted;
    }

    private static int horizon(DatasetConfig config) {
        return config.horizonDays().orElse(HORIZON_DAYS);
    }

    private static int lookBack(LogSpan span, DatasetConfig config) {
        return config.events().flatMap(EventsConfig::lookBackDays).orElseGet(() -> LONGER_LOOK_BACKS.stream()
                .filter(days -> span.length().toDays() >= days + (long) ENOUGH_CUTOFFS * horizon(config))
                .findFirst()
                .orElse(LOOK_BACK_DAYS));
    }
}
