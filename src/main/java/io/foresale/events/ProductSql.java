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

    /** What events say of a product hardly differs, so they are counted by it first: the latest is of few rows then. */
    private static final String FACTS = """
            CREATE OR REPLACE TABLE product_facts AS
            WITH told AS (
                SELECT product_id, product_name, product_description, category, brand, min(age) AS age,
                       count(*) FILTER (event_type = 'purchase' AND age < 7) AS sales_7d,
                       count(*) FILTER (event_type = 'purchase' AND age < 28) AS sales_28d,
                       count(*) FILTER (event_type = 'purchase') AS sales_all,
                       count(*) FILTER (event_type = 'view' AND age < 7) AS views_7d,
                       count(*) FILTER (event_type = 'view' AND age < 28) AS views_28d,
                       count(*) FILTER (event_type = 'view') AS views_all,
                       count(*) FILTER (event_type = 'add_to_cart' AND age < 28) AS carts_28d,
                       count(*) FILTER (event_type = 'add_to_cart') AS carts_all,
                       count(*) FILTER (event_type = 'refund') AS refunds_all,
                       count(*) FILTER (event_type = 'review') AS reviews_all,
                       max(age) AS first_seen,
                       min(age) FILTER (event_type = 'purchase') AS last_sold
                FROM seen WHERE product_id IS NOT NULL GROUP BY product_id, product_name, product_description, category, brand
            ), buyers AS (
                SELECT product_id, count(DISTINCT user_id) FILTER (age < 28) AS buyers_28d,
                       count(DISTINCT user_id) AS buyers_all
                FROM seen WHERE product_id IS NOT NULL AND event_type = 'purchase' GROUP BY product_id
            ), facts AS (
                SELECT product_id,
                       arg_max({'at': -age, 'it': product_name}, (-age, product_name)) FILTER (product_name <> '') AS named,
                       arg_max({'at': -age, 'it': product_description}, (-age, product_description))
                           FILTER (product_description <> '') AS described,
                       arg_max({'at': -age, 'it': category}, (-age, category)) FILTER (category <> '') AS categorised,
                       arg_max({'at': -age, 'it': brand}, (-age, brand)) FILTER (brand <> '') AS branded,
                       sum(COLUMNS('^(sales|views|carts|refunds|reviews)_'))::BIGINT,
                       max(first_seen) AS first_seen, min(last_sold) AS last_sold
                FROM told GROUP BY product_id
            )
            SELECT facts.*, coalesce(buyers_28d, 0) AS buyers_28d, coalesce(buyers_all, 0) AS buyers_all
            FROM facts LEFT JOIN buyers USING (product_id)""";

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
            SELECT * FROM (
                SELECT DISTINCT product_id, age, review_text AS text FROM seen
                WHERE product_id IS NOT NULL AND review_text <> '')
            QUALIFY row_number() OVER (PARTITION BY product_id ORDER BY age, text) <= %d""";

    private static final String PRODUCTS = """
            CREATE OR REPLACE TABLE products AS
            WITH facts AS (
                SELECT product_id,
                       max(named).it AS product_name, max(described).it AS product_description,
                       max(categorised).it AS category, max(branded).it AS brand,
                       sum(COLUMNS('^(sales|buyers|views|carts|refunds|reviews)_'))::BIGINT,
                       max(first_seen) AS first_seen, min(last_sold) AS last_sold
                FROM product_facts GROUP BY product_id
            ), counted AS (
                SELECT product_id, what, value, sum(n)::BIGINT AS n FROM product_values GROUP BY ALL
            ), ranked AS (
                SELECT *, sum(n) OVER (PARTITION BY product_id, what ORDER BY value) AS up_to,
                       sum(n) OVER (PARTITION BY product_id, what) AS of_all
                FROM counted
            ), typical AS (
                SELECT product_id, what, min(value) FILTER (2 * up_to >= of_all) AS median,
                       list_sum(list(value * n ORDER BY value)) / sum(n) AS mean, sum(n)::BIGINT AS n
                FROM ranked GROUP BY ALL
            ), statistics AS (
                SELECT product_id,
                       coalesce(any_value(median) FILTER (what = 'paid'), any_value(median) FILTER (what = 'price')) AS price,
                       coalesce(any_value(mean) FILTER (what = 'paid'), any_value(mean) FILTER (what = 'price')) AS mean_price,
                       any_value(median) FILTER (what = 'quantity') AS quantity,
                       any_value(mean) FILTER (what = 'rating') AS rating,
                       any_value(median) FILTER (what = 'gap') AS usual_gap,
                       coalesce(any_value(n) FILTER (what = 'gap'), 0) AS repeats
                FROM typical GROUP BY product_id
            )
            SELECT f.*, s.* EXCLUDE (product_id, repeats), coalesce(s.repeats, 0) AS repeats,
                   CASE WHEN sales_all + views_all > 0 THEN 1 + sales_all ELSE 0 END AS weight
            FROM facts f LEFT JOIN statistics s USING (product_id) ORDER BY product_id""";

    private static final String REVIEWED = """
            CREATE OR REPLACE TABLE reviews AS
            SELECT * FROM (SELECT DISTINCT product_id, age, text FROM product_reviews)
            QUALIFY row_number() OVER (PARTITION BY product_id ORDER BY age, text) <= %d
            ORDER BY product_id, age, text""";

    /** The latest reviews of a product speak for it. */
    private static final int MOST_REVIEWS = 20;

    private ProductSql() {}

    /** The statements that make the partial tables {@link #PARTS} of {@code seen}. */
    public static List<String> partials() {
        return Stream.concat(Stream.of(FACTS, VALUES, REVIEWS.formatted(MOST_REVIEWS)), TogetherSql.PARTIALS.stream())
                .toList();
    }

    /** The statements that make {@code products}, {@code reviews} and {@code together} of the partial tables. */
    public static List<String> merge() {
        return List.of(PRODUCTS, REVIEWED.formatted(MOST_REVIEWS), TogetherSql.MERGE);
    }

    /** All at once. */
    public static List<String> statements() {
        return Stream.concat(partials().stream(), merge().stream()).toList();
    }
}
