package io.foresale.score;

import io.foresale.bucket.ModelCache.LoadedModel;
import io.foresale.bucket.NowTables;
import io.foresale.bucket.NowTables.Now;
import io.foresale.domain.DatasetName;
import io.foresale.domain.Question;
import io.foresale.domain.Schema;
import io.foresale.events.FeatureSet;
import io.foresale.events.SentVisits;
import io.foresale.events.Shard;
import io.foresale.events.VisitTexts;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers whether visits that are still going on will end in a purchase. Features are made by the SQL that made those the
 * model learned from, in a session that stays open; whoever asks while it is busy is answered next, all that wait at once.
 */
public final class VisitStep {

    private final NowTables tables;
    private final TextReader texts;
    private final VisitReader reader;
    private final int mostVisits;
    private final InstantSource clock;
    private final Map<DatasetName, VisitQueue> queues = new ConcurrentHashMap<>();

    /**
     * Makes the step.
     *
     * @param mostVisits that are computed at once
     * @param mostEvents of one visit
     */
    public VisitStep(NowTables tables, TextReader texts, int mostVisits, int mostEvents, InstantSource clock) {
        this.tables = tables;
        this.texts = texts;
        this.reader = new VisitReader(mostEvents);
        this.mostVisits = mostVisits;
        this.clock = clock;
    }

    /**
     * Scores some visits.
     *
     * @param sent one a visit: {@code user_id}, {@code session_id}, {@code events}
     * @throws io.foresale.domain.PermanentException where something that was sent is not what is wanted
     */
    VisitAnswer score(LoadedModel model, List<Map<String, Object>> sent) {
        var visits = reader.read(sent, clock.instant());
        var queue = queues.computeIfAbsent(model.dataset(), _ -> new VisitQueue(mostVisits));
        var searches = searches(model.schema(), visits);
        var asked = queue.add(model.schema(), visits, searches);
        try {
            return tables.ask(model.dataset(), Question.SESSION, now -> {
                queue.answer(asked, all -> compute(now, all));
                return new VisitAnswer(
                        model.name(), model.version(), now.events().asOf(), asked.scores(model.bundle()));
            });
        } finally {
            queue.remove(asked);
        }
    }

    /** They are read before the visits wait for the session, which answers one at a time. */
    private TextReader.Read searches(Schema schema, List<SentVisit> visits) {
        var searches = visits.stream()
                .flatMap(sent -> sent.visit().searches().stream())
                .distinct()
                .toArray(String[]::new);
        return texts.read(schema, Map.of(VisitTexts.COLUMN.name(), searches));
    }

    private static void compute(Now now, List<AskedVisits> all) {
        var session = now.session();
        var visits = all.stream().flatMap(asked -> asked.visits().stream()).toList();
        var sent = now.once(SentVisits.class, () -> new SentVisits(session));
        var ids = visits.stream().flatMap(SentVisits.Visit::ids).distinct().toList();
        var links = sent.links(files(now, "links", ids), ids);
        var visitors = sent.take(visits, links);
        var asked = FeatureSet.of(
                Question.SESSION, now.events().lookBackDays(), now.events().timeZone());
        var features = sent.compute(asked, files(now, "visits", visitors), visitors);
        var places = new HashMap<String, Integer>();
        features.keys().forEach(key -> places.put(key.getFirst(), places.size()));
        var returning = sent.returning();
        int from = 0;
        for (var waiting : all) {
            waiting.read(features, places, from, returning);
            from += waiting.visits().size();
        }
    }

    /** Local copies of a state that is kept by user, of these users' shards only. */
    private static List<Path> files(Now now, String state, List<String> users) {
        int shards = now.events().shards(state);
        return users.stream()
                .map(user -> shards == 0 ? -1 : Shard.number(now.session(), user, shards))
                .distinct()
                .flatMap(shard -> now.state(state + "-" + shard).stream())
                .toList();
    }
}
