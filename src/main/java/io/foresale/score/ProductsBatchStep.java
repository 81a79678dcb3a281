package io.foresale.score;

import io.foresale.bucket.ModelCache.LoadedModel;
import io.foresale.bucket.Run;
import io.foresale.bucket.Staging;
import io.foresale.bucket.Staging.Kept;
import io.foresale.domain.EventTable;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.events.TextSimilarity;
import io.foresale.events.VectorTable;
import io.foresale.port.Deadline;
import io.foresale.port.TableEngine.Session;
import io.foresale.score.PairScorer.Scored;
import io.foresale.table.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scores, for everyone a log has seen within the look-back, the products that each is likeliest to buy. */
final class ProductsBatchStep {

    /** Users whose pairs, some 150 each, are in memory at a time, and between two looks at the time left. */
    private static final int BLOCK = 250;

    /** Products of each user that are kept. */
    private static final int MOST = 10;

    static final String HISTORY = "history";
    private static final String OF_SHARD = "scores-of-shard-";
    private static final String ALL_OF_SHARD = "scores-of-whole-shard-";

    private final Staging staging;
    private final ObjectKey manifest;
    private final Deadline deadline;
    private final LoadedModel model;
    private final FeaturesManifest features;
    private final EventTable events;
    private final Session session;
    private final Run run;
    private Optional<PairScorer> scorer = Optional.empty();
    private long done;

    /**
     * Made for one run.
     *
     * @param manifest of the scores
     */
    ProductsBatchStep(
            Staging staging,
            ObjectKey manifest,
            Deadline deadline,
            LoadedModel model,
            FeaturesManifest features,
            Session session,
            Run run) {
        this.staging = staging;
        this.manifest = manifest;
        this.deadline = deadline;
        this.model = model;
        this.features = features;
        this.events = features.events().orElseThrow();
        this.session = session;
        this.run = run;
    }

    /**
     * Adds user by user the likeliest products, the likeliest first. What a shard came to is kept as soon as it is there, and
     * where the deadline comes near, so is what there is of one by then: the next call goes on behind it.
     */
    void all(ScoreTable scores) {
        int shards = events.shards(HISTORY);
        for (int shard = 0; shard < shards; shard++) {
            scores.addAll(of(shard, shards > 1).file());
        }
    }

    /** Does one shard, for whoever does all to find. */
    ObjectRef one(int shard) {
        var all = of(shard, false);
        run.count("shoppers", all.done());
        return staging.keep(all, ALL_OF_SHARD + shard, manifest);
    }

    private Kept of(int shard, boolean keep) {
        var before = staging.kept(ALL_OF_SHARD + shard, manifest, session.directory());
        var all = before.orElseGet(() -> score(shard));
        if (before.isEmpty() && keep) {
            staging.keep(all, ALL_OF_SHARD + shard, manifest);
        }
        done += all.done();
        return all;
    }

    private Kept score(int shard) {
        var scores = ScoreTable.ofProducts(session, "scores_of_shard_" + shard);
        var kept = staging.kept(OF_SHARD + shard, manifest, session.directory());
        kept.map(Kept::file).ifPresent(scores::addAll);
        int first = kept.map(Kept::done).orElse(0L).intValue();
        var history = parquet(HISTORY + "-" + shard);
        if (events.state().containsKey("texts")) {
            session.run("CREATE OR REPLACE VIEW vectors AS SELECT * FROM %s UNION SELECT * FROM %s"
                    .formatted(parquet("texts"), parquet("texts-" + shard)));
        }
        var users = session.query(row -> row.text(0), "SELECT DISTINCT user_id FROM " + history + " ORDER BY user_id");
        for (int from = first; from < users.size(); from += BLOCK) {
            if (deadline.isNear()) {
                staging.keep(new Kept(from, scores.parquet()), OF_SHARD + shard, manifest);
                throw Deadline.over(done + from, done + users.size(), "shoppers");
            }
            var block = users.subList(from, Math.min(from + BLOCK, users.size()));
            // The history lies in the order of users, so most of the file is left unread.
            session.run("CREATE OR REPLACE TABLE seen AS SELECT * FROM %s WHERE user_id BETWEEN %s AND %s"
                    .formatted(history, Sql.text(block.getFirst()), Sql.text(block.getLast())));
            session.run("CREATE OR REPLACE TABLE examples AS SELECT DISTINCT user_id FROM seen");
            scores.add(rows(scorer().likeliest(session, MOST)));
            run.progress(done + from + block.size(), done + users.size(), "shoppers");
        }
        var all = new Kept(users.size(), scores.parquet());
        scores.drop();
        return all;
    }

    private PairScorer scorer() {
        if (scorer.isEmpty()) {
            PairScorer.makeShared(session, this::parquet);
            scorer = Optional.of(
                    new PairScorer(features.schema(), model.bundle(), events, new TextSimilarity(new VectorTable())));
        }
        return scorer.get();
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

    private String parquet(String state) {
        return Sql.parquet(List.of(staging.fetch(events.state().get(state), session.directory())));
    }
}
