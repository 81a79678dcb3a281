package io.foresale.events;

import java.util.List;

/** The SQL of what goes together with a product; a part of {@link ProductSql}. */
final class TogetherSql {

    /** Of a larger basket so many products count, the latest: work grows with the square of baskets. */
    private static final int MOST_ITEMS = 100;

    /** Two products were together by chance until they were it some times; once says nothing and is left out. */
    private static final int SHRINKAGE = 3;

    private static final int NEIGHBOURS = 50;

    /**
     * Whose baskets are whole in a shard: rows of no user and no session may be scattered, and make none. A basket is named by
     * a hash, a fraction of the work of ranking baskets by their names, and few are so large that something is left out.
     */
    private static final String ITEMS = """
            CREATE OR REPLACE TABLE basket_items AS
            WITH mine AS (
                SELECT *, coalesce(user_id, session_id) AS owner FROM seen
                WHERE product_id IS NOT NULL AND coalesce(user_id, session_id) IS NOT NULL
            ), items AS MATERIALIZED (
                SELECT 'bought' AS kind,
                       hash('bought', owner, coalesce(order_id, session_id, event_time::DATE::VARCHAR)) AS basket,
                       product_id, min(age) AS age
                FROM mine WHERE event_type = 'purchase' GROUP BY ALL
                UNION ALL
                SELECT 'viewed', hash('viewed', owner, session_id), product_id, min(age)
                FROM mine WHERE event_type IN ('view', 'add_to_cart', 'wishlist') AND session_id IS NOT NULL GROUP BY ALL
                UNION ALL
                SELECT 'shopper', hash('shopper', owner), product_id, min(age)
                FROM mine WHERE event_type = 'purchase' AND user_id IS NOT NULL GROUP BY ALL
            ), sizes AS (
                SELECT basket, count(*) AS n, round(1000 / ln(1 + least(count(*), %1$d)))::INTEGER AS weight
                FROM items GROUP BY basket
            ), left_out AS (
                SELECT basket, product_id FROM items WHERE basket IN (SELECT basket FROM sizes WHERE n > %1$d)
                QUALIFY row_number() OVER (PARTITION BY basket ORDER BY age, md5(concat(basket, ' ', product_id))) > %1$d
            ), numbered AS (SELECT product_id, row_number() OVER () AS item FROM (SELECT DISTINCT product_id FROM items))
            SELECT kind, item, product_id, basket, weight
            FROM items JOIN numbered USING (product_id) JOIN sizes USING (basket)
                ANTI JOIN left_out USING (basket, product_id)""";

    private static final String BASKETS = """
            CREATE OR REPLACE TABLE product_baskets AS
            SELECT kind, product_id, sum(weight)::BIGINT AS weight FROM basket_items GROUP BY ALL""";

    /** Pairs are counted by number, a fraction of the work of counting them by name. */
    private static final String PAIRS = """
            CREATE OR REPLACE TABLE product_pairs AS
            WITH counted AS (
                SELECT any_value(a.kind) AS kind, a.item AS one, b.item AS other, sum(a.weight)::BIGINT AS weight, count(*) AS n
                FROM basket_items a JOIN basket_items b USING (basket)
                WHERE a.item < b.item GROUP BY a.item, b.item, a.kind = 'bought', a.kind = 'viewed'
            ), names AS (SELECT DISTINCT item, product_id FROM basket_items)
            SELECT kind, least(a.product_id, b.product_id) AS product_id, greatest(a.product_id, b.product_id) AS other_id, weight, n
            FROM counted JOIN names a ON a.item = one JOIN names b ON b.item = other""";

    /**
     * Kind and product are one key: with two, the engine may see that both products of a pair are of one kind, and join every
     * product with every other of its kind first.
     */
    private static final String TOGETHER = """
            CREATE OR REPLACE TABLE together AS
            WITH baskets AS (
                SELECT concat(kind, ' ', product_id) AS key, sum(weight)::BIGINT AS weight FROM product_baskets GROUP BY ALL
            ), pairs AS (
                SELECT kind, product_id, other_id, sum(weight)::BIGINT AS weight, sum(n)::BIGINT AS n
                FROM product_pairs GROUP BY ALL HAVING sum(n) > 1
            ), scored AS (
                SELECT p.kind, p.product_id, p.other_id,
                       (p.weight / sqrt(a.weight::DOUBLE * b.weight) * p.n / (p.n + %d))::DECIMAL(9, 6) AS score
                FROM pairs p
                JOIN baskets a ON a.key = concat(p.kind, ' ', p.product_id)
                JOIN baskets b ON b.key = concat(p.kind, ' ', p.other_id)
            ), either AS (
                SELECT kind, product_id, other_id, score FROM scored
                UNION ALL
                SELECT kind, other_id, product_id, score FROM scored
            ), nearest AS (
                SELECT kind, product_id, unnest(max({'score': score, 'other_id': other_id}, %d)) AS neighbour
                FROM either GROUP BY kind, product_id
            )
            SELECT product_id, neighbour.other_id, kind, neighbour.score FROM nearest ORDER BY ALL""";

    static final List<String> PARTIALS =
            List.of(ITEMS.formatted(MOST_ITEMS), BASKETS, PAIRS, "DROP TABLE basket_items");

    static final String MERGE = TOGETHER.formatted(SHRINKAGE, NEIGHBOURS);

    private TogetherSql() {}
}
