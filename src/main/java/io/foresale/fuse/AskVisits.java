package io.foresale.fuse;

import io.foresale.domain.Column;
import io.foresale.domain.Role;
import io.foresale.events.EventLog;
import io.foresale.events.FeatureSet;
import io.foresale.events.Prefixes;
import io.foresale.events.Shard;
import io.foresale.events.VisitTexts;
import io.foresale.port.TableEngine.Session;
import java.util.List;
import java.util.stream.Stream;

/** Will this visit end in a purchase? Asked of beginnings of visits, with the end of the visit as the end of the label. */
final class AskVisits extends Asking {

    private final FeatureSet features;
    private final Sampling sampling;
    private final boolean settledOnly;
    private final boolean texts;

    /**
     * Makes the question.
     *
     * @param settledOnly whether visits that may still go on are left out, as nobody knows how they end
     */
    AskVisits(Plan.Asked asked, AskedModels models, Sampling sampling, boolean settledOnly) {
        super(asked, models);
        this.texts = models.embedding().isPresent();
        this.settledOnly = settledOnly;
        this.features = asked.features();
        this.sampling = sampling;
    }

    @Override
    List<Column> keys() {
        return List.of(
                Column.of("session_id", Role.ID, "the visit"),
                Column.of("prefix", Role.DROP, "how many of its events were seen"),
                Column.of("user_id", Role.DROP, "the visitor, where known"));
    }

    @Override
    boolean ofProducts() {
        return false;
    }

    @Override
    List<Column> features() {
        return texts
                ? Stream.concat(features.columns().stream(), Stream.of(VisitTexts.COLUMN))
                        .toList()
                : features.columns();
    }

    @Override
    void ask(Session session, EventLog events, Moment moment, Shard shard) {
        Prefixes.usual(session);
        keepState(session, "visits-" + shard.number(), "FROM visits ORDER BY user_id, session_id", LOOK_UP_ROW_GROUP);
        keepLinks(session, shard);
        session.run("""
                CREATE OR REPLACE TABLE visit_ends AS
                SELECT session_id, user_id, max(known) AS ended FROM visit_events GROUP BY session_id, user_id""");
        if (settledOnly) {
            session.run("""
                    CREATE OR REPLACE TABLE prefixes AS
                    SELECT p.* FROM prefixes p
                    JOIN visit_ends e ON e.session_id = p.session_id AND e.user_id IS NOT DISTINCT FROM p.user_id
                    WHERE e.ended < %s""".formatted(Moment.sql(moment.at().minus(Plan.VISIT_GAP))));
        }
        long prefixes = session.query(row -> row.whole(0), "SELECT count(*) FROM prefixes")
                .getFirst();
        session.run("DELETE FROM prefixes WHERE NOT (%s)"
                .formatted(Sampling.taken("session_id", sampling.oneIn(prefixes, shard.of()))));
        Prefixes.ofThoseLeft(session);
        features.compute(session, "features");
        if (texts) {
            VisitTexts.compute(session, "texts");
        }
        // Whether a visit ended in a purchase is known now, of all of them.
        keep(session, select(moment, shard), Moment.past(moment.number(), moment.at(), 0), shard);
    }

    private String select(Moment moment, Shard shard) {
        return """
                SELECT %s, md5(concat_ws('|', 'session', session_id, coalesce(user_id, ''), prefix)) AS _hash,
                    coalesce(user_id, session_id) AS _user, as_of AS _cutoff, ended AS _until, 1::DOUBLE AS _rate,
                    session_id, prefix, user_id, bought, * EXCLUDE (session_id, prefix, user_id, as_of, bought, ended)
                FROM (
                    SELECT p.session_id, p.prefix, p.user_id, p.as_of, p.bought, e.ended,
                        f.* EXCLUDE (session_id, prefix, user_id) %s
                    FROM prefixes p
                    JOIN visit_ends e ON e.session_id = p.session_id AND e.user_id IS NOT DISTINCT FROM p.user_id
                    JOIN features f ON f.session_id = p.session_id AND f.prefix = p.prefix
                        AND f.user_id IS NOT DISTINCT FROM p.user_id %s)
                ORDER BY as_of, session_id, prefix, user_id""".formatted(
                        head(moment, shard, "as_of, session_id, prefix, user_id"),
                        texts ? ", t." + VisitTexts.COLUMN.name() : "",
                        texts
                                ? "JOIN texts t ON t.session_id = p.session_id AND t.prefix = p.prefix"
                                        + " AND t.user_id IS NOT DISTINCT FROM p.user_id"
                                : "");
    }
}
