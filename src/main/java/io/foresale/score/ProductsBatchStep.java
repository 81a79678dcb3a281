package io.foresale.score;

import io.foresale.bucket.ModelCache.LoadedModel;
import io.foresale.bucket.Run;
import io.foresale.bucket.Staging;
import io.foresale.bucket.Staging.Kept;
import io.foresale.domain.EventTable;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.ObjectKey;
import io.foresale.events.TextSimilarity;
import io.foresale.events.VectorTable;
import io.foresale.port.Deadline;
import io.foresale.port.TableEngine.Session;
import io.foresale.score.PairScorer.Scored;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Scores, for everyone a log has seen within the look-back, the products that each is likeliest to buy. */
final class ProductsBatchStep {

    /** Users whose pairs, some 150 each, are in memory at a time, and between two looks at the time left. */
    private static final int BLOCK = 250;

    /** Products of each user that are kept. */
    private static final int MOST = 10;

    private static final String KEPT = "scores";

    private final Staging staging;
    private final ObjectKey manifest;
    private final Deadline deadline;

    /**
     * Made for one job.
     *
     * @param manifest of its scores
     */
    ProductsBatchStep(Staging staging, ObjectKey manifest, Deadline deadline) {
        this.staging = staging;
        this.manifest = manifest;
        this.deadline = deadline;
    }

    /**
     * Adds user by user the likeliest products, the likeliest first. Where the deadline comes near, what there is by then is
     * kept, and the next call goes on behind it.
     */
    void score(LoadedModel model, FeaturesManifest features, ScoreTable scores, Session session, Run run) {
        var kept = staging.kept(KEPT, manifest, session.directory());
        kept.map(Kept::file).ifPresent(scores::addAll);
        long before = kept.map(Kept::done).orElse(0L);
        var events = features.events().orElseThrow();
        PairScorer.makeShared(session, name -> parquet(events, name, session));
        var scorer = new PairScorer(
                features.schema(), model.bundle(), events.lookBackDays(), new TextSimilarity(new VectorTable()));
        long done = 0;
        for (int shard = 0; events.state().containsKey("history-" + shard); shard++) {
            done = score(events, shard, scorer, scores, session, new Place(done, before), run);
        }
    }

    /**
     * Where a shard stands among all users.
     *
     * @param first the number of users in the shards before it
     * @param kept the number of users that an earlier call scored
     */
    private record Place(long first, long kept) {

        int start(int users) {
            return Math.clamp(kept - first, 0, users);
        }
    }

    private long score(
            EventTable events, int shard, PairScorer scorer, ScoreTable scores, Session session, Place place, Run run) {
        var history = parquet(events, "history-" + shard, session);
        if (events.state().containsKey("texts")) {
            session.run("CREATE OR REPLACE VIEW vectors AS SELECT * FROM %s UNION SELECT * FROM %s"
                    .formatted(parquet(events, "texts", session), parquet(events, "texts-" + shard, session)));
        }
        var users = session.query(row -> row.text(0), "SELECT DISTINCT user_id FROM " + history + " ORDER BY user_id");
        long all = place.first() + users.size();
        for (int from = place.start(users.size()); from < users.size(); from += BLOCK) {
            keepInTime(place.first() + from, all, scores);
            var block = users.subList(from, Math.min(from + BLOCK, users.size()));
            // The history lies in the order of users, so most of the file is left unread.
            session.run("CREATE OR REPLACE TABLE seen AS SELECT * FROM %s WHERE user_id BETWEEN %s AND %s"
                    .formatted(history, Sql.text(block.getFirst()), Sql.text(block.getLast())));
            session.run("CREATE OR REPLACE TABLE examples AS SELECT DISTINCT user_id FROM seen");
            scores.add(rows(scorer.likeliest(session, MOST)));
            run.progress(place.first() + from + block.size(), all, "shoppers");
        }
        return all;
    }

    private void keepInTime(long done, long all, ScoreTable scores) {
        if (deadline.isNear()) {
            staging.keep(new Kept(done, scores.parquet()), KEPT, manifest);
            throw Deadline.over(done, all, "shoppers");
        }
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
