package io.foresale.events;

import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.util.List;

/**
 * The SQL that collects, of {@code seen}, the texts that speak for a shopper, each with the age of its latest use.
 */
final class ShopperTexts {

    /** So many of the latest distinct texts of a kind stand for a shopper. */
    static final int MOST = 200;

    /**
     * Makes {@code texts_of_shoppers(user_id, kind, hash, age)} for the users of a relation. A product is called what it is called now,
     * where {@code products} knows it.
     */
    private static final String COLLECT = """
            CREATE OR REPLACE TABLE texts_of_shoppers AS
            WITH mine AS (
                SELECT s.user_id, s.event_type, s.query, s.review_text, s.age, coalesce(p.product_name, s.product_name) AS name
                FROM seen s LEFT JOIN products p USING (product_id)
                WHERE s.user_id IN (SELECT user_id FROM %s)
            ), told AS (
                SELECT user_id, 'query' AS kind, query AS text, age FROM mine WHERE query <> ''
                UNION ALL
                SELECT user_id, 'review', review_text, age FROM mine WHERE review_text <> ''
                UNION ALL
                SELECT user_id, 'looked', name, age FROM mine
                WHERE event_type IN ('view', 'add_to_cart', 'wishlist') AND name <> ''
                UNION ALL
                SELECT user_id, 'bought', name, age FROM mine WHERE event_type = 'purchase' AND name <> ''
            ), latest AS (
                SELECT user_id, kind, text, min(age) AS age FROM told GROUP BY user_id, kind, text
                QUALIFY row_number() OVER (PARTITION BY user_id, kind ORDER BY min(age), text) <= %d
            ), named AS (SELECT text, %s AS hash FROM (SELECT DISTINCT text FROM latest))
            SELECT user_id, kind, hash, age FROM latest JOIN named USING (text)""";

    /** Makes {@code text_blocks(user_id, block)}: whole shoppers in each block, in an order of their own; so many texts and examples, as the vector of each takes kilobytes. */
    private static final String BLOCKS = """
            CREATE OR REPLACE TABLE text_blocks AS
            SELECT user_id, (sum(n) OVER (ORDER BY user_id) // 100000)::BIGINT AS block
            FROM (
                SELECT user_id, count(*) AS n
                FROM (SELECT user_id FROM texts_of_shoppers UNION ALL SELECT user_id FROM %s)
                GROUP BY user_id)""";

    private ShopperTexts() {}

    /** Makes both tables for the users of a relation. */
    static void collect(Session session, String users) {
        session.run(COLLECT.formatted(users, MOST, Sql.textHash("text")));
        session.run(BLOCKS.formatted(users));
    }

    /** The numbers of the blocks. */
    static List<Long> blocks(Session session) {
        return session.query(row -> row.whole(0), "SELECT DISTINCT block FROM text_blocks ORDER BY block");
    }

    /** The query for the hashes of a block's texts. */
    static String hashes(long block) {
        return "SELECT hash FROM texts_of_shoppers JOIN text_blocks USING (user_id) WHERE block = " + block;
    }
}
