package io.foresale.fuse;

import io.foresale.domain.Question;
import io.foresale.events.EventLog;
import io.foresale.events.Guests;
import io.foresale.events.Seen;
import io.foresale.events.Shard;
import io.foresale.port.TableEngine.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A log that questions are asked of, shard by shard and moment by moment. Statistics of products, which not every question
 * needs, are of everyone: where there are several shards, a first pass collects them from each, and a second one
 * asks.
 */
final class AskedLog {

    private final Session session;
    private final StagedLog log;
    private final Plan.Span span;
    private final int maxEventsPerDay;
    private final Products products;
    private final Optional<Guests> guests;
    private final int shards;

    AskedLog(Session session, StagedLog log, Plan.Span span, int maxEventsPerDay) {
        this.session = session;
        this.log = log;
        this.span = span;
        this.maxEventsPerDay = maxEventsPerDay;
        this.shards = log.shards(session);
        this.guests = log.guests(session, shards);
        this.products = new Products(session, shards);
    }

    /** How far it has come. */
    @FunctionalInterface
    interface Progress {
        void moments(long done, long total);
    }

    /** Asks each question at its moments. Questions of shoppers have their moments in common, visits have one. */
    void ask(List<Asking> askings, Progress progress, Consumer<String> warnings) {
        var byMoments =
                askings.stream().filter(a -> a.question() != Question.SESSION).toList();
        var visits =
                askings.stream().filter(a -> a.question() == Question.SESSION).toList();
        int passes = ofProducts(byMoments) && shards > 1 ? 2 : 1;
        long total = shards * ((long) moments(byMoments).size() * passes + visits.size());
        var done = new long[] {0};
        Runnable next = () -> progress.moments(++done[0], total);
        if (!byMoments.isEmpty()) {
            ask(byMoments, next, warnings);
        }
        visits.forEach(asking -> eachShard((shard, events) -> {
            var now = asking.moments(span.asOf()).getLast();
            events.seen(now.at(), (int) span.length().toDays() + 1, maxEventsPerDay);
            asking.ask(session, events, now, shard);
            next.run();
        }));
    }

    private static boolean ofProducts(List<Asking> askings) {
        return askings.stream().anyMatch(Asking::ofProducts);
    }

    private List<Moment> moments(List<Asking> askings) {
        return askings.stream()
                .findFirst()
                .map(asking -> asking.moments(span.asOf()))
                .orElse(List.of());
    }

    private void ask(List<Asking> askings, Runnable next, Consumer<String> warnings) {
        var moments = moments(askings);
        int lookBackDays = askings.getFirst().lookBackDays();
        boolean ofProducts = ofProducts(askings);
        if (ofProducts && shards > 1) {
            eachShard((shard, events) -> moments.forEach(moment -> {
                events.seen(moment.at(), lookBackDays, maxEventsPerDay);
                products.collect(moment, shard);
                next.run();
            }));
            moments.forEach(products::merge);
        }
        var capped = new ArrayList<Seen>();
        eachShard((shard, events) -> moments.forEach(moment -> {
            var seen = events.seen(moment.at(), lookBackDays, maxEventsPerDay);
            if (!moment.labelled()) {
                capped.add(seen);
            }
            if (ofProducts) {
                products.of(moment);
            }
            askings.forEach(asking -> asking.ask(session, events, moment, shard));
            next.run();
        }));
        warn(capped, warnings);
    }

    private void warn(List<Seen> capped, Consumer<String> warnings) {
        long users = capped.stream().mapToLong(Seen::cappedUsers).sum();
        long events = capped.stream().mapToLong(Seen::leftOut).sum();
        if (users > 0) {
            warnings.accept(
                    "%,d users did more than %,d things on a day, as bots do; %,d of their events are left out (see \"maxEventsPerDay\")"
                            .formatted(users, maxEventsPerDay, events));
        }
    }

    private void eachShard(BiConsumer<Shard, EventLog> work) {
        IntStream.range(0, shards).mapToObj(k -> new Shard(k, shards)).forEach(shard -> {
            work.accept(shard, log.shard(session, shard, guests));
        });
    }
}
