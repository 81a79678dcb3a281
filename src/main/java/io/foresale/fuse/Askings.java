package io.foresale.fuse;

import io.foresale.domain.LogSpan;
import io.foresale.domain.Question;
import io.foresale.events.ProductDraws;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The questions that are asked of a log. */
record Askings(List<Asking> all, Instant asOf) {

    static Askings of(Plan plan, LogSpan span, AskedModels models, Sampling sampling) {
        return new Askings(
                plan.asked().stream()
                        .map(asked -> asking(asked, span, models, sampling))
                        .toList(),
                span.asOf());
    }

    private static Asking asking(Plan.Asked asked, LogSpan span, AskedModels models, Sampling sampling) {
        long cutoffs = Math.max(1, asked.cutoffs().size());
        return switch (asked.question()) {
            case WHO ->
                new AskWho(
                        asked,
                        models,
                        models.embedding().isPresent() && span.users() <= sampling.mostTexts(),
                        sampling.oneIn(span.users(), cutoffs));
            case WHAT ->
                new AskWhat(
                        asked,
                        models,
                        new ProductDraws(sampling.seed(), sampling.draws()),
                        sampling.oneIn(span.users(), cutoffs * sampling.draws()));
            case SESSION -> new AskVisits(asked, models, sampling, span.mostlySettled());
        };
    }

    /** Those with cut-offs, which they have in common. */
    List<Asking> ofShoppers() {
        return all.stream().filter(a -> a.question() != Question.SESSION).toList();
    }

    List<Asking> ofVisits() {
        return all.stream().filter(a -> a.question() == Question.SESSION).toList();
    }

    /** Whether one needs what is known of products. */
    boolean ofProducts() {
        return ofShoppers().stream().anyMatch(Asking::ofProducts);
    }

    /** The cut-offs, and last the present; none where only visits are asked about. */
    List<Moment> moments() {
        return ofShoppers().stream()
                .findFirst()
                .map(asking -> asking.moments(asOf))
                .orElse(List.of());
    }

    /** How far features look back from these moments. */
    int lookBackDays() {
        return ofShoppers().getFirst().lookBackDays();
    }

    /** A moment that no question looks back beyond; visits are asked about from the beginning. */
    Instant since(LogSpan span) {
        var ofVisits = ofVisits().stream().map(_ -> span.first().minus(1, ChronoUnit.DAYS));
        var ofShoppers = moments().stream().limit(1).map(moment -> moment.at().minus(lookBackDays(), ChronoUnit.DAYS));
        return Stream.concat(ofVisits, ofShoppers)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The moments that a shard is asked at. */
    int momentsOfAShard() {
        return moments().size() + ofVisits().size();
    }
}
