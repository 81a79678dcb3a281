package io.foresale.score;

import io.foresale.domain.Question;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.events.Candidates;
import io.foresale.events.FeatureSet;
import io.foresale.events.TextSimilarity;
import io.foresale.model.ModelBundle;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.FeatureReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores products for shoppers, from their histories. The session holds {@code examples(user_id)}, {@code seen} with at
 * least their events, {@code products}, {@code reviews}, {@code together} and {@code vectors}. Pairs and features are made
 * by the SQL that made those the model learned from.
 */
final class PairScorer {

    private static final int CHUNK = 5_000;

    private final Schema schema;
    private final ModelBundle bundle;
    private final FeatureSet features;
    private final boolean texts;

    /**
     * Makes a scorer.
     *
     * @param schema of the feature table that the session's tables come from
     */
    PairScorer(Schema schema, ModelBundle bundle, int lookBackDays) {
        this.schema = schema;
        this.bundle = bundle;
        this.features = FeatureSet.of(Question.WHAT, lookBackDays);
        this.texts = !schema.of(Role.SIMILARITY).isEmpty();
    }

    /** One shopper and one product. */
    record Scored(String user, String product, String name, double probability, String band) {}

    /** Of each shopper's products the likeliest, the likeliest first. */
    List<Scored> likeliest(Session session, int most) {
        Candidates.statements().forEach(session::run);
        features.compute(session, "features");
        if (texts) {
            TextSimilarity.compute(session, "similarities");
        }
        session.run("""
                CREATE OR REPLACE TABLE asked AS
                SELECT '' AS _upload, row_number() OVER (ORDER BY user_id, product_id) AS _row, '' AS _hash,
                    user_id AS _user, NULL::TIMESTAMP AS _cutoff, NULL::TIMESTAMP AS _until, rate AS _rate,
                    user_id, product_id, product_name, NULL::BOOLEAN AS bought, f.* EXCLUDE (user_id, product_id) %s
                FROM pairs JOIN features f USING (user_id, product_id) %s
                JOIN (SELECT product_id, product_name, rate FROM products) USING (product_id)""".formatted(
                        texts ? ", s.* EXCLUDE (user_id, product_id)" : "",
                        texts ? "JOIN similarities s USING (user_id, product_id)" : ""));
        var pairs = session.query(
                row -> new Scored(row.text(0), row.text(1), row.text(2), 0, ""),
                "SELECT user_id, product_id, coalesce(product_name, '') FROM asked ORDER BY _row");
        var scored = new ArrayList<Scored>();
        new FeatureReader(schema, true).read(session, "asked", "true", CHUNK, rows -> {
            var scorer = new Scorer(bundle, rows.examples(), rows.rates());
            for (int i = 0; i < rows.count(); i++) {
                var pair = pairs.get(scored.size());
                var score = scorer.score(i, false);
                scored.add(new Scored(pair.user(), pair.product(), pair.name(), score.probability(), score.band()));
            }
        });
        return Likeliest.of(scored, most);
    }
}
