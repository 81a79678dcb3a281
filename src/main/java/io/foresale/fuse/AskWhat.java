package io.foresale.fuse;

import io.foresale.domain.Column;
import io.foresale.domain.Role;
import io.foresale.events.EventLog;
import io.foresale.events.FeatureSet;
import io.foresale.events.ProductDraws;
import io.foresale.events.Shard;
import io.foresale.events.TextSimilarity;
import io.foresale.events.VectorTable;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which products will this shopper buy within the horizon? Asked of what was bought and of products drawn by their sales. As
 * of now no pairs are made: there are too many, and those that are wanted are quickly made of the shopper's history.
 */
final class AskWhat extends Asking {

    /** Histories are looked up by user, too, but are the largest files: smaller groups need more memory to be written. */
    private static final int HISTORY_ROW_GROUP = 20_480;

    private static final int ROW_GROUP = 122_880;

    private final FeatureSet features;
    private final ProductDraws draws;
    private final boolean texts;
    private final long oneIn;

    AskWhat(Plan.Asked asked, AskedModels models, ProductDraws draws, long oneIn) {
        super(asked, models);
        this.features = asked.features();
        this.draws = draws;
        this.texts = models.embedding().isPresent();
        this.oneIn = oneIn;
    }

    @Override
    List<Column> keys() {
        return List.of(Column.of("user_id", Role.ID, "the shopper"), Column.of("product_id", Role.DROP, "the product"));
    }

    @Override
    boolean ofProducts() {
        return true;
    }

    @Override
    List<Column> features() {
        return Stream.concat(features.columns().stream(), texts ? TextSimilarity.columns().stream() : Stream.of())
                .toList();
    }

    @Override
    void ask(Session session, EventLog events, Moment moment, Shard shard) {
        if (!moment.labelled()) {
            keepState(session, shard);
            return;
        }
        examples(session, oneIn);
        events.bought(moment.at(), asked().horizonDays());
        draws.statements().forEach(session::run);
        if (oneIn > 1) {
            events.ofExamples(() -> compute(session));
        } else {
            compute(session);
        }
        keep(session, select(moment, shard), moment, shard);
    }

    private void compute(Session session) {
        features.compute(session, "features");
        if (texts) {
            new TextSimilarity(new VectorTable()).compute(session, "similarities");
        }
    }

    private String select(Moment moment, Shard shard) {
        return """
                SELECT %1$s, md5(concat_ws('|', 'what', user_id, product_id, %2$s)) AS _hash, user_id AS _user, %2$s AS _cutoff,
                    %3$s AS _until, rate AS _rate, user_id, product_id, bought, f.* EXCLUDE (user_id, product_id) %4$s
                FROM drawn_pairs JOIN features f USING (user_id, product_id) %5$s ORDER BY user_id, product_id""".formatted(
                        head(moment, shard, "user_id, product_id"),
                        Moment.sql(moment.at()),
                        Moment.sql(moment.until()),
                        texts ? ", s.* EXCLUDE (user_id, product_id)" : "",
                        texts ? "JOIN similarities s USING (user_id, product_id)" : "");
    }

    /** What scoring makes pairs of: histories by user, products with the rate they would have been drawn at, texts. */
    private void keepState(Session session, Shard shard) {
        keepState(
                session,
                "history-" + shard.number(),
                "SELECT * EXCLUDE (told_id) FROM seen WHERE user_id IS NOT NULL ORDER BY user_id, event_time, _row",
                HISTORY_ROW_GROUP);
        keepLinks(session, shard);
        if (shard.number() == 0) {
            keepState(
                    session,
                    "products",
                    "SELECT *, " + draws.rate("weight", "(SELECT sum(weight) FROM products)")
                            + " AS rate FROM products ORDER BY product_id",
                    ROW_GROUP);
            keepState(session, "reviews", "FROM reviews ORDER BY ALL", ROW_GROUP);
            keepState(session, "together", "FROM together ORDER BY ALL", ROW_GROUP);
        }
        if (texts) {
            keepTexts(
                    session,
                    "texts-" + shard.number(),
                    List.of("SELECT query FROM seen", "SELECT review_text FROM seen", "SELECT product_name FROM seen"));
        }
        if (texts && shard.number() == 0) {
            keepTexts(
                    session,
                    "texts",
                    List.of(
                            "SELECT product_name FROM products",
                            "SELECT product_description FROM products",
                            "SELECT text FROM reviews"));
        }
    }

    private void keepTexts(Session session, String name, List<String> texts) {
        keepState(
                session,
                name,
                "SELECT hash, vector FROM vectors WHERE hash IN (SELECT %s FROM (%s) told(text)) ORDER BY hash"
                        .formatted(Sql.textHash("text"), String.join(" UNION ", texts)),
                HISTORY_ROW_GROUP);
    }
}
