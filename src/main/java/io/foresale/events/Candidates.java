package io.foresale.events;

import io.foresale.port.TableEngine.Session;

/**
 * The products worth asking about for each user of {@code examples(user_id)}: what the user did something to lately, what goes
 * together with it, and what sells best. Most products are out of the question for most shoppers, and asking costs.
 */
public final class Candidates {

    /** Of each of the three kinds. */
    private static final int MOST = 50;

    private static final String PAIRS = """
            CREATE OR REPLACE TABLE pairs AS
            WITH mine AS (
                SELECT user_id, product_id, min(age) AS age FROM seen
                WHERE product_id IS NOT NULL AND user_id IN (SELECT user_id FROM examples) GROUP BY user_id, product_id
                QUALIFY row_number() OVER (PARTITION BY user_id ORDER BY min(age), product_id) <= %1$d
            ), related AS (
                SELECT user_id, other_id AS product_id FROM mine JOIN together USING (product_id) GROUP BY user_id, other_id
                QUALIFY row_number() OVER (PARTITION BY user_id ORDER BY sum(score) DESC, other_id) <= %1$d
            ), bestsellers AS (
                SELECT product_id FROM products ORDER BY sales_28d DESC, sales_all DESC, product_id LIMIT %1$d
            ), candidates AS (
                SELECT user_id, product_id FROM mine
                UNION SELECT user_id, product_id FROM related
                UNION SELECT user_id, product_id FROM examples, bestsellers
            )
            SELECT user_id, product_id FROM candidates SEMI JOIN products USING (product_id)
            ORDER BY user_id, product_id""".formatted(MOST);

    private Candidates() {}

    /** Makes {@code pairs(user_id, product_id)}. */
    public static void make(Session session) {
        session.run(PAIRS);
    }
}
