package io.foresale.score;

import io.foresale.bucket.ModelCache;
import io.foresale.bucket.ModelCache.LoadedModel;
import io.foresale.bucket.NowTables;
import io.foresale.bucket.NowTables.Now;
import io.foresale.domain.DatasetName;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Question;
import io.foresale.events.Shard;
import io.foresale.port.TableEngine.Session;
import io.foresale.score.UserProducts.ProductScore;
import io.foresale.table.Sql;
import java.util.List;

/** Answers what one known shopper is likely to buy: the shopper's history is looked up, the log is not read. */
public final class UserProductsStep {

    private static final int MOST = 100;

    private final ModelCache models;
    private final NowTables tables;

    public UserProductsStep(ModelCache models, NowTables tables) {
        this.models = models;
        this.tables = tables;
    }

    /**
     * Scores products for a shopper.
     *
     * @param most products to answer, 1 to 100
     * @throws PermanentException where there is no such model, or the log has not seen this shopper within the look-back
     */
    public UserProducts products(DatasetName dataset, String user, int most) {
        if (most < 1 || most > MOST) {
            throw PermanentException.invalid("limit", "1 to " + MOST, String.valueOf(most), "correct it");
        }
        var model = models.current(Question.WHAT.model(dataset));
        return tables.ask(dataset, Question.WHAT, now -> products(model, now, user, most));
    }

    private static UserProducts products(LoadedModel model, Now now, String user, int most) {
        load(now, user);
        var scorer = new PairScorer(
                now.manifest().schema(), model.bundle(), now.events().lookBackDays());
        var products = scorer.likeliest(now.session(), most).stream()
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

    /** Makes what pairs are made of: the tables that all shoppers share once, the shopper's own each time. */
    private static void load(Now now, String user) {
        var session = now.session();
        now.once("products", () -> List.of("products", "reviews", "together")
                .forEach(name -> session.run(
                        "CREATE OR REPLACE TABLE %s AS SELECT * FROM %s".formatted(name, parquet(now, name)))));
        int shard = Shard.number(session, user, now.shards("history"));
        session.run("CREATE OR REPLACE TABLE seen AS SELECT * FROM " + parquet(now, "history-" + shard)
                + " WHERE user_id = " + Sql.text(user));
        session.run("CREATE OR REPLACE TABLE examples AS SELECT DISTINCT user_id FROM seen");
        if (isEmpty(session)) {
            throw UserScoreStep.unseen(now, user);
        }
        if (now.events().state().containsKey("texts")) {
            session.run("CREATE OR REPLACE VIEW vectors AS SELECT * FROM %s UNION ALL SELECT * FROM %s"
                    .formatted(parquet(now, "texts"), parquet(now, "texts-" + shard)));
        }
    }

    private static boolean isEmpty(Session session) {
        return session.query(row -> row.whole(0) == 0, "SELECT count(*) FROM examples")
                .getFirst();
    }

    private static String parquet(Now now, String name) {
        return Sql.parquet(List.of(now.file(now.events().state().get(name))));
    }
}
