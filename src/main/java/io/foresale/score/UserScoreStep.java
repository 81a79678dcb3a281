package io.foresale.score;

import io.foresale.bucket.ModelCache;
import io.foresale.bucket.ModelCache.LoadedModel;
import io.foresale.bucket.NowTables;
import io.foresale.bucket.NowTables.Now;
import io.foresale.domain.DatasetName;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Question;
import io.foresale.events.Shard;
import io.foresale.table.FeatureReader;
import io.foresale.table.FeatureRows;
import io.foresale.table.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers for one known shopper of a log from the features as of now: a look-up in the shopper's shard. */
public final class UserScoreStep {

    private final ModelCache models;
    private final NowTables tables;

    public UserScoreStep(ModelCache models, NowTables tables) {
        this.models = models;
        this.tables = tables;
    }

    /**
     * Scores a shopper.
     *
     * @throws PermanentException where there is no such model, or the log has not seen this shopper within the look-back
     */
    public UserScore score(DatasetName dataset, String user) {
        var model = models.current(Question.WHO.model(dataset));
        return tables.ask(dataset, Question.WHO, now -> score(model, now, user));
    }

    private static UserScore score(LoadedModel model, Now now, String id) {
        return KnownShopper.find(now, id, user -> rows(now, user).map(rows -> score(model, now, user, rows)));
    }

    private static UserScore score(LoadedModel model, Now now, String user, FeatureRows rows) {
        var scorer = new Scorer(model.bundle(), rows.examples());
        var score = scorer.score(0, false);
        return new UserScore(
                now.manifest().dataset(),
                model.name(),
                model.version(),
                user,
                now.events().asOf(),
                now.events().horizonDays(),
                score.probability(),
                score.band(),
                Reason.of(scorer.effects(0, false), Optional.of(now.manifest().schema())));
    }

    private static Optional<FeatureRows> rows(Now now, String user) {
        var shards = now.events().now();
        var shard = shards.get(Shard.number(now.session(), user, shards.size()));
        var found = new ArrayList<FeatureRows>();
        new FeatureReader(now.manifest().schema())
                .read(now.session(), Sql.parquet(List.of(now.file(shard))), "_user = " + Sql.text(user), 1, found::add);
        return found.stream().findFirst();
    }
}
