package io.foresale.score;

import io.foresale.bucket.ModelCache;
import io.foresale.bucket.ModelCache.LoadedModel;
import io.foresale.bucket.NowTables;
import io.foresale.bucket.NowTables.Now;
import io.foresale.domain.DatasetName;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Question;
import io.foresale.domain.Quoted;
import io.foresale.events.Shard;
import io.foresale.table.FeatureReader;
import io.foresale.table.FeatureRows;
import io.foresale.table.Sql;
import io.foresale.text.Cells;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Answers for one known shopper of a log from the features as of now: a look-up in the shopper's shard. */
public final class UserScoreStep {

    /** Rows read at once: a row group costs the same whether one of its rows is wanted or hundreds. */
    private static final int BLOCK = 256;

    private static final int MOST_KEPT = 20_000;

    private final ModelCache models;
    private final NowTables tables;
    private final Answers<UserScore> answers = new Answers<>(MOST_KEPT);

    public UserScoreStep(ModelCache models, NowTables tables) {
        this.models = models;
        this.tables = tables;
    }

    /**
     * Scores a shopper.
     *
     * @param id cleaned as {@code ingest} cleans it
     * @throws PermanentException where there is no such model, or the log has not seen this shopper within the look-back
     */
    public UserScore score(DatasetName dataset, String id) {
        var user = Cells.category(id);
        var model = models.current(Question.WHO.model(dataset));
        return answers.find(tables.current(dataset, Question.WHO), model.version(), user)
                .orElseGet(() -> tables.ask(dataset, Question.WHO, now -> score(model, now, user)));
    }

    private UserScore score(LoadedModel model, Now now, String id) {
        var answer = find(
                now, id, user -> answers.find(now.ref(), model.version(), user).or(() -> scored(model, now, user)));
        return answers.keep(now.ref(), model.version(), id, answer);
    }

    /** Scores the shopper; those who lie beside are scored as well, and kept. */
    private Optional<UserScore> scored(LoadedModel model, Now now, String user) {
        var shards = now.events().now();
        var shard = shards.get(Shard.number(now.session(), user, shards.size()));
        var file = Sql.parquet(List.of(now.file(shard)));
        return now
                .session()
                .query(row -> row.whole(0), "SELECT _row FROM " + file + " WHERE _user = " + Sql.text(user))
                .stream()
                .flatMap(row -> block(now, file, row).stream())
                .flatMap(rows -> scores(model, now, rows).stream())
                .filter(score -> score.user().equals(user))
                .findFirst();
    }

    /** The rows that are read together with one. */
    private static List<FeatureRows> block(Now now, String file, long row) {
        long first = (row - 1) / BLOCK * BLOCK + 1;
        var read = new ArrayList<FeatureRows>();
        new FeatureReader(now.manifest().schema())
                .read(now.session(), file, "_row BETWEEN " + first + " AND " + (first + BLOCK - 1), BLOCK, read::add);
        return read;
    }

    private List<UserScore> scores(LoadedModel model, Now now, FeatureRows rows) {
        var scorer = new Scorer(model.bundle(), rows.examples());
        return IntStream.range(0, rows.count())
                .mapToObj(i -> score(model, now, rows.ids().get(i), scorer, i))
                .map(score -> answers.keep(now.ref(), model.version(), score.user(), score))
                .toList();
    }

    private static UserScore score(LoadedModel model, Now now, String user, Scorer scorer, int row) {
        var score = scorer.score(row, false);
        return new UserScore(
                now.manifest().dataset(),
                model.name(),
                model.version(),
                user,
                now.events().asOf(),
                now.events().horizonDays(),
                score.probability(),
                score.band(),
                Reason.of(scorer.effects(row, false), Optional.of(now.manifest().schema())));
    }

    /**
     * What is found by an id, or else by that of the shopper it turned out to be.
     *
     * @throws PermanentException where nothing is found
     */
    static <T> T find(Now now, String id, Function<String, Optional<T>> finder) {
        return finder.apply(id).or(() -> turnedOutToBe(now, id).flatMap(finder)).orElseThrow(() -> unseen(now, id));
    }

    private static Optional<String> turnedOutToBe(Now now, String id) {
        int shards = now.events().shards("links");
        if (shards == 0) {
            return Optional.empty();
        }
        return now.state("links-" + Shard.number(now.session(), id, shards)).flatMap(links -> now
                .session()
                .query(
                        row -> row.text(0),
                        "SELECT user_id FROM %s WHERE anonymous_id = %s"
                                .formatted(Sql.parquet(List.of(links)), Sql.text(id)))
                .stream()
                .findFirst());
    }

    private static PermanentException unseen(Now now, String id) {
        return PermanentException.notFound(
                "user " + Quoted.of(id) + " of data set '" + now.manifest().dataset() + "'",
                "a shopper with events in the %d days before %s"
                        .formatted(now.events().lookBackDays(), now.events().asOf()),
                "none",
                "check the id, or send the events of this visit to /models/"
                        + Question.SESSION.model(now.manifest().dataset()) + "/score");
    }
}
