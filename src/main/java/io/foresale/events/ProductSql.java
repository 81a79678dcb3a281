package io.foresale.events;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of the products as of a cut-off, as SQL over {@code seen}: tables {@code products}, {@code together}
 * and {@code reviews} are
 * made in two steps. The partial tables count what the users of one {@code seen} did; partial tables of other users may be
 * added to them; the merge makes the two tables of all. Partial tables hold whole numbers only, so that users shard by shard
 * come to the same as all at once, to the last bit; scores are decimals for the same reason.
 *
 * <p>{@code products}: one row a product with a name or a sale, a view, anything. {@code together(product_id, other_id, kind,
 * score)}: what goes with a product, by {@code kind}: {@code bought} in the same order, {@code viewed} in the same session,
 * {@code shopper} bought by the same people. {@code reviews(product_id, age, text)}: the latest.
 */
public final class ProductSql {

    /** The partial tables; those of several shards are merged by putting their rows together. */
    public static final List<String> PARTS =
            List.of("product_facts", "product_values", "product_reviews", "product_baskets", "product_pairs");

    private static final String FACTS = """
            CREATE OR REPLACE TABLE product_facts AS
            SELECT product_id,
                   arg_max({'at': -age, 'it': product_name}, (-age, product_name)) FILTER (product_name <> '') AS named,
                   arg_max({'at': -age, 'it': category}, (-age, category)) FILTER (category <> '') AS categorised,
                   arg_max({'at': -age, 'it': brand}, (-age, brand)) FILTER (brand <> '') AS branded,
                   count(*) FILTER (event_type = 'purchase' AND age < 7) AS sales_7d,
                   count(*) FILTER (event_type = 'purchase' AND age < 28) AS sales_28d,
                   count(*) FILTER (event_type = 'purchase') AS sales_all,
                   count(DISTINCT user_id) FILTER (event_type = 'purchase' AND age < 28) AS buyers_28d,
                   count(DISTINCT user_id) FILTER (event_type = 'purchase') AS buyers_all,
                   count(*) FILTER (event_type = 'view' AND age < 7) AS views_7d,
                   count(*) FILTER (event_type = 'view' AND age < 28) AS views_28d,
                   count(*) FILTER (event_type = 'view') AS views_all,
                   count(*) FILTER (event_type = 'add_to_cart' AND age < 28) AS carts_28d,
                   count(*) FILTER (event_type = 'add_to_cart') AS carts_all,
                   count(*) FILTER (event_type = 'refund') AS refunds_all,
                   count(*) FILTER (event_type = 'review') AS reviews_all,
                   max(age) AS first_seen,
                   min(age) FILTER (event_type = 'purchase') AS last_sold
            FROM seen WHERE product_id IS NOT NULL GROUP BY product_id""";

    /** How often each value occurred: medians and means of a product come from these. */
    private static final String VALUES = """
            CREATE OR REPLACE TABLE product_values AS
            WITH bought AS (
                SELECT DISTINCT user_id, product_id, event_time::DATE AS day FROM seen
                WHERE event_type = 'purchase' AND user_id IS NOT NULL AND product_id IS NOT NULL
            ), gaps AS (
                SELECT product_id, day - lag(day) OVER (PARTITION BY user_id, product_id ORDER BY day) AS days FROM bought
            ), observed AS (
                SELECT product_id, 'price' AS what, price AS value FROM seen WHERE price > 0
                UNION ALL
                SELECT product_id, 'paid', price FROM seen WHERE event_type = 'purchase' AND price > 0
                UNION ALL
                SELECT product_id, 'quantity', quantity FROM seen WHERE event_type = 'purchase' AND quantity > 0
                UNION ALL
                SELECT product_id, 'rating', rating FROM seen WHERE rating IS NOT NULL
                UNION ALL
                SELECT product_id, 'gap', days FROM gaps WHERE days IS NOT NULL
            )
            SELECT product_id, what, value::DOUBLE AS value, count(*) AS n
            FROM observed WHERE product_id IS NOT NULL GROUP BY ALL""";

    private static final String REVIEWS = """
            CREATE OR REPLACE TABLE product_reviews AS
            SELECT DISTINCT product_id, age, review_text AS text FROM seen
            WHERE product_id IS NOT NULL AND review_text <> ''
            QUALIFY row_number() OVER (PARTITION BY product_id ORDER BY age, review_text) <= %d""";

    /** Whose baskets are whole in a shard: rows of no user and no session may be scattered, and make none. */
    private static final String ITEMS = """
            CREATE OR REPLACE TEMP TABLE basket_items AS
            WITH mine AS (
                SELECT *, coalesce(user_id, session_id) AS owner FROM seen
                WHERE product_id IS NOT NULL AND coalesce(user_id, session_id) IS NOT NULL
            ), items AS (
                SELECT 'bought' AS kind, owner, coalesce(order_id, session_id, event_time::DATE::VARCHAR) AS basket,
                       product_id, min(age) AS age
                FROM mine WHERE event_type = 'purchase' GROUP BY ALL
                UNION ALL
                SELECT 'viewed', owner, session_id, product_id, min(age)
                FROM mine WHERE event_type IN ('view', 'add_to_cart', 'wishlist') AND session_id IS NOT NULL GROUP BY ALL
                UNION ALL
                SELECT 'shopper', owner, '', product_id, min(age)
                FROM mine WHERE event_type = 'purchase' AND user_id IS NOT NULL GROUP BY ALL
            ), capped AS (
                SELECT * FROM items
                QUALIFY row_number() OVER (PARTITION BY kind, owner, basket ORDER BY age, md5(concat(basket, product_id))) <= %d
            ), numbered AS (SELECT product_id, row_number() OVER () AS item FROM (SELECT DISTINCT product_id FROM capped))
            SELECT kind, item, product_id, dense_rank() OVER (ORDER BY kind, owner, basket) AS basket,
                   round(1000 / ln(1 + count(*) OVER (PARTITION BY kind, owner, basket)))::INTEGER AS weight
            FROM capped JOIN numbered USING (product_id)""";

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

    private static final String REVIEWED = """
            CREATE OR REPLACE TABLE reviews AS
            SELECT DISTINCT product_id, age, text FROM product_reviews
            QUALIFY row_number() OVER (PARTITION BY product_id ORDER BY age, text) <= %d
            ORDER BY product_id, age, text""";

    private static final String TOGETHER = """
            CREATE OR REPLACE TABLE together AS
            WITH baskets AS (
                SELECT kind, product_id, sum(weight)::BIGINT AS weight FROM product_baskets GROUP BY ALL
            ), pairs AS (
                SELECT kind, product_id, other_id, sum(weight)::BIGINT AS weight, sum(n)::BIGINT AS n
                FROM product_pairs GROUP BY ALL
            ), scored AS (
                SELECT p.kind, p.product_id, p.other_id,
                       p.weight / sqrt(a.weight::DOUBLE * b.weight) * p.n / (p.n + %d) AS exact
                FROM pairs p
                JOIN baskets a ON a.kind = p.kind AND a.product_id = p.product_id
                JOIN baskets b ON b.kind = p.kind AND b.product_id = p.other_id
            )
            SELECT product_id, other_id, kind, score FROM (
                SELECT product_id, other_id, kind, exact::DECIMAL(9, 6) AS score FROM scored
                UNION ALL
                SELECT other_id, product_id, kind, exact::DECIMAL(9, 6) FROM scored)
            QUALIFY row_number() OVER (PARTITION BY kind, product_id ORDER BY score DESC, other_id) <= %d
            ORDER BY kind, product_id, score DESC, other_id""";

    /** Of a larger basket so many products count, the latest: work grows with the square of baskets. */
    private static final int MOST_ITEMS = 100;

    /** Two products were together by chance until they were it some times. */
    private static final int SHRINKAGE = 3;

    private static final int NEIGHBOURS = 50;

    /** The latest reviews of a product speak for it. */
    private static final int MOST_REVIEWS = 20;

    private ProductSql() {}

    /** The statements that make the partial tables {@link #PARTS} of {@code seen}. */
    public static List<String> partials() {
        return List.of(
                FACTS,
                VALUES,
                REVIEWS.formatted(MOST_REVIEWS),
                ITEMS.formatted(MOST_ITEMS),
                BASKETS,
                PAIRS,
                "DROP TABLE basket_items");
    }

    /** The statements that make {@code products}, {@code reviews} and {@code together} of the partial tables. */
    public static List<String> merge() {
        return List.of(PRODUCTS, REVIEWED.formatted(MOST_REVIEWS), TOGETHER.formatted(SHRINKAGE, NEIGHBOURS));
    }

    /** All at once. */
    public static List<String> statements() {
        return Stream.concat(partials().stream(), merge().stream()).toList();
    }
}
