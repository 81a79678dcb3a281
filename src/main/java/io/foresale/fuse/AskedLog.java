package io.foresale.fuse;

import io.foresale.domain.LogSpan;
import io.foresale.events.Guests;
import io.foresale.events.Seen;
import io.foresale.events.Shard;
import io.foresale.port.TableEngine.Session;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A log that questions are asked of, shard by shard and in each moment by moment. Statistics of products, which not every
 * question needs, are of everyone: where there are several shards, they are collected from each before the first is asked.
 */
final class AskedLog {

    private final Session session;
    private final StagedLog log;
    private final LogSpan span;
    private final int maxEventsPerDay;
    private final Askings askings;
    private final Products products;
    private final Optional<Guests> guests;

    AskedLog(Session session, StagedLog log, LogJob job, LogSpan span, Askings askings, Products products) {
        this.session = session;
        this.log = log;
        this.span = span;
        this.maxEventsPerDay = job.maxEventsPerDay();
        this.askings = askings;
        this.products = products;
        this.guests = job.shards() > 1 && span.entangled()
                ? Optional.of(log.guests(session, job.shards(), askings.since(span)))
                : Optional.empty();
    }

    /**
     * What one shard's users say of products.
     *
     * @param next run after each moment
     * @return a file for each part of the statistics at each moment
     */
    Map<String, Path> products(Shard shard, Runnable next) {
        var events = log.shard(session, shard, guests);
        var collected = new TreeMap<String, Path>();
        for (var moment : askings.moments()) {
            events.seen(moment.at(), askings.lookBackDays(), maxEventsPerDay);
            collected.putAll(products.collect(moment));
            next.run();
        }
        return collected;
    }

    /**
     * Asks each question of one shard at its moments. Questions of shoppers have their moments in common, visits have one.
     *
     * @param next run after each moment
     * @return whose events are left out as of now, of the longest time that is looked back
     */
    Seen ask(Shard shard, Runnable next) {
        var events = log.shard(session, shard, guests);
        var capped = new Seen(0, 0);
        for (var moment : askings.moments()) {
            capped = events.seen(moment.at(), askings.lookBackDays(), maxEventsPerDay);
            if (askings.ofProducts()) {
                products.of(moment);
            }
            askings.ofShoppers().forEach(asking -> asking.ask(session, events, moment, shard));
            next.run();
        }
        for (var asking : askings.ofVisits()) {
            var now = asking.moments(span.asOf()).getLast();
            capped = events.seen(now.at(), span.daysUntil(now.at()), maxEventsPerDay);
            asking.ask(session, events, now, shard);
            next.run();
        }
        return capped;
    }
}
