package io.foresale.score;

import io.foresale.bucket.ModelCache.LoadedModel;
import io.foresale.bucket.Run;
import io.foresale.bucket.Staging;
import io.foresale.domain.EventTable;
import io.foresale.domain.FeaturesManifest;
import io.foresale.events.TextSimilarity;
import io.foresale.events.VectorTable;
import io.foresale.port.TableEngine.Session;
import io.foresale.score.PairScorer.Scored;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Scores, for everyone a log has seen within the look-back, the products that each is likeliest to buy. */
final class ProductsBatchStep {

    /** Users whose pairs are in memory at a time. */
    private static final int BLOCK = 2_000;

    /** Products of each user that are kept. */
    private static final int MOST = 10;

    private final Staging staging;

    ProductsBatchStep(Staging staging) {
        this.staging = staging;
    }

    /** Adds user by user the likeliest products, the likeliest first. */
    void score(LoadedModel model, FeaturesManifest features, ScoreTable scores, Session session, Run run) {
        var events = features.events().orElseThrow();
        PairScorer.makeShared(session, name -> parquet(events, name, session));
        var scorer = new PairScorer(
                features.schema(), model.bundle(), events.lookBackDays(), new TextSimilarity(new VectorTable()));
        long done = 0;
        for (int shard = 0; events.state().containsKey("history-" + shard); shard++) {
            done = score(events, shard, scorer, scores, session, done, run);
        }
    }

    private long score(
            EventTable events, int shard, PairScorer scorer, ScoreTable scores, Session session, long before, Run run) {
        var history = parquet(events, "history-" + shard, session);
        if (events.state().containsKey("texts")) {
            session.run("CREATE OR REPLACE VIEW vectors AS SELECT * FROM %s UNION SELECT * FROM %s"
                    .formatted(parquet(events, "texts", session), parquet(events, "texts-" + shard, session)));
        }
        var users = session.query(row -> row.text(0), "SELECT DISTINCT user_id FROM " + history + " ORDER BY user_id");
        for (int from = 0; from < users.size(); from += BLOCK) {
            var block = users.subList(from, Math.min(from + BLOCK, users.size()));
            // The history lies in the order of users, so most of the file is left unread.
            session.make(
                    "seen",
                    "SELECT * FROM %s WHERE user_id BETWEEN %s AND %s"
                            .formatted(history, Sql.text(block.getFirst()), Sql.text(block.getLast())));
            session.make("examples", "SELECT DISTINCT user_id FROM seen");
            scores.add(rows(scorer.likeliest(session, MOST)));
            run.progress(before + from + block.size(), before + users.size(), "shoppers");
        }
        return before + users.size();
    }

    private static List<Object[]> rows(List<Scored> scored) {
        var rows = new ArrayList<Object[]>();
        long rank = 0;
        var user = "";
        for (var s : scored) {
            rank = s.user().equals(user) ? rank + 1 : 1;
            user = s.user();
            rows.add(new Object[] {s.user(), rank, s.product(), s.name(), s.probability(), s.band()});
        }
        return rows;
    }

    private String parquet(EventTable events, String name, Session session) {
        Path file = staging.fetch(events.state().get(name), session.directory());
        return Sql.parquet(List.of(file));
    }
}
