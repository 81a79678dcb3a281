package io.foresale.score;

import io.foresale.bucket.ModelCache;
import io.foresale.bucket.ModelCache.LoadedModel;
import io.foresale.bucket.NowTables;
import io.foresale.bucket.NowTables.Now;
import io.foresale.domain.DatasetName;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Question;
import io.foresale.events.Shard;
import io.foresale.events.TextSimilarity;
import io.foresale.events.VectorFiles;
import io.foresale.score.UserProducts.ProductScore;
import io.foresale.table.Sql;
import io.foresale.text.Cells;
import java.util.List;
import java.util.Optional;

/** Answers what one known shopper is likely to buy: the shopper's history is looked up, the log is not read. */
public final class UserProductsStep {

    private static final int MOST = 100;
    private static final int MOST_KEPT = 500;

    private final ModelCache models;
    private final NowTables tables;
    private final Answers<UserProducts> answers = new Answers<>(MOST_KEPT);

    public UserProductsStep(ModelCache models, NowTables tables) {
        this.models = models;
        this.tables = tables;
    }

    /**
     * Scores products for a shopper.
     *
     * @param id cleaned as {@code ingest} cleans it
     * @param most products to answer, 1 to 100
     * @throws PermanentException where there is no such model, or the log has not seen this shopper within the look-back
     */
    public UserProducts products(DatasetName dataset, String id, int most) {
        if (most < 1 || most > MOST) {
            throw PermanentException.invalid("limit", "1 to " + MOST, String.valueOf(most), "correct it");
        }
        var user = Cells.category(id);
        var model = models.current(Question.WHAT.model(dataset));
        return answers.find(tables.current(dataset, Question.WHAT), model.version(), user)
                .orElseGet(() -> tables.ask(
                        dataset,
                        Question.WHAT,
                        now -> answers.keep(now.ref(), model.version(), user, products(model, now, user))))
                .first(most);
    }

    private static UserProducts products(LoadedModel model, Now now, String id) {
        var texts = now.once(Texts.class, () -> Texts.of(now));
        var user = UserScoreStep.find(now, id, shopper -> load(now, texts, shopper));
        var scorer = new PairScorer(now.manifest().schema(), model.bundle(), now.events(), texts.similarity);
        var products = scorer.likeliest(now.session(), MOST).stream()
                .map(s -> new ProductScore(s.product(), s.name(), s.probability(), s.band()))
                .toList();
        return new UserProducts(
                now.manifest().dataset(),
                model.name(),
                model.version(),
                user,
                now.events().asOf(),
                now.events().horizonDays(),
                products);
    }

    /** What all shoppers share: tables in the session, and the texts of products. */
    private record Texts(VectorFiles vectors, TextSimilarity similarity) {

        static Texts of(Now now) {
            PairScorer.makeShared(now.session(), name -> parquet(now, name));
            var vectors = new VectorFiles();
            var texts = new Texts(vectors, new TextSimilarity(vectors));
            texts.add(now, "texts");
            return texts;
        }

        void add(Now now, String name) {
            now.state(name).ifPresent(file -> vectors.add(now.session(), file));
        }
    }

    /** Makes the tables of one shopper, and the shopper's texts known; empty where the log knows nothing of them. */
    private static Optional<String> load(Now now, Texts texts, String user) {
        var session = now.session();
        int shard = Shard.number(session, user, now.events().shards("history"));
        session.run("CREATE OR REPLACE TABLE seen AS SELECT * FROM %s WHERE user_id = %s"
                .formatted(parquet(now, "history-" + shard), Sql.text(user)));
        session.run("CREATE OR REPLACE TABLE examples AS SELECT DISTINCT user_id FROM seen");
        texts.add(now, "texts-" + shard);
        return session.query(row -> row.text(0), "SELECT user_id FROM examples").stream()
                .findFirst();
    }

    private static String parquet(Now now, String state) {
        return Sql.parquet(List.of(now.state(state).orElseThrow()));
    }
}
