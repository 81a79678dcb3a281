package io.foresale.score;

import io.foresale.domain.EventTable;
import io.foresale.domain.Question;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.events.Candidates;
import io.foresale.events.FeatureSet;
import io.foresale.events.TextSimilarity;
import io.foresale.model.ModelBundle;
import io.foresale.port.TableEngine.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Scores products for shoppers, from their histories. The session holds {@code examples(user_id)}, {@code seen} with at
 * least their events, {@code products}, {@code reviews} and {@code together}. Pairs and features are made
 * by the SQL that made those the model learned from.
 */
final class PairScorer {

    private final Schema schema;
    private final ModelBundle bundle;
    private final FeatureSet features;
    private final Optional<TextSimilarity> texts;

    /**
     * Makes a scorer.
     *
     * @param schema of the feature table that the session's tables come from
     * @param events how the features that the model learned from were made
     * @param texts of the session, asked only where the schema has similarities
     */
    PairScorer(Schema schema, ModelBundle bundle, EventTable events, TextSimilarity texts) {
        this.schema = schema;
        this.bundle = bundle;
        this.features = FeatureSet.of(Question.WHAT, events.lookBackDays(), events.timeZone());
        this.texts = schema.of(Role.SIMILARITY).isEmpty() ? Optional.empty() : Optional.of(texts);
    }

    /**
     * Makes the tables that all shoppers share.
     *
     * @param relation what SQL can read a state's rows from, by the state's name
     */
    static void makeShared(Session session, UnaryOperator<String> relation) {
        List.of("products", "reviews", "together")
                .forEach(name -> session.run("CREATE TABLE " + name + " AS SELECT * FROM " + relation.apply(name)));
        // Tables of earlier versions have none.
        session.run("ALTER TABLE products ADD COLUMN IF NOT EXISTS product_description VARCHAR");
    }

    /** One shopper and one product. */
    record Scored(String user, String product, String name, double probability, String band) {

        private Scored by(Scorer scorer, int row) {
            double answer = scorer.probability(row);
            return new Scored(user, product, name, answer, scorer.band(answer));
        }
    }

    /** Of each shopper's products the likeliest, the likeliest first; the features of all of them are in memory. */
    List<Scored> likeliest(Session session, int most) {
        Candidates.make(session);
        var joined = features.join(session);
        texts.ifPresent(similarity -> {
            similarity.compute(session, "similarities");
            joined.add(session, TextSimilarity.columns(), "similarities");
        });
        var rates = new ArrayList<Double>();
        var pairs = session.query(
                row -> {
                    rates.add(row.number(3));
                    return new Scored(row.text(0), row.text(1), row.text(2), 0, "");
                },
                """
                SELECT user_id, product_id, coalesce(product_name, ''), rate FROM pairs JOIN products USING (product_id)
                ORDER BY user_id, product_id""");
        var all = IntStream.range(0, pairs.size()).toArray();
        var scorer = new Scorer(
                bundle,
                joined.examples(schema, all),
                rates.stream().mapToDouble(rate -> rate).toArray());
        return Likeliest.of(
                Arrays.stream(all).mapToObj(i -> pairs.get(i).by(scorer, i)).toList(), most);
    }
}
