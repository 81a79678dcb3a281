package io.foresale.events;

import java.util.List;

/**
 * Draws, for every user of {@code examples(user_id)}, products on sale in proportion to their sales before the cut-off: by
 * {@code weight} of {@code products}, one more than the sales, so that none is out of reach. So many draws with replacement, of
 * which the distinct ones remain. What is drawn for a user depends on the seed, the user and the products, not on other users
 * or on any order of rows. Pure.
 *
 * @param draws of a user
 */
public record ProductDraws(long seed, int draws) {

    private static final String SHARES = """
            CREATE OR REPLACE TABLE shares AS
            SELECT product_id, weight, sum(weight) OVER (ORDER BY product_id) - weight AS low, sum(weight) OVER () AS total
            FROM products WHERE weight > 0""";

    private static final String DRAWN = """
            CREATE OR REPLACE TABLE drawn AS
            WITH points AS (
                SELECT user_id, (md5_number_lower(concat_ws(':', %d, draw, user_id)) >> 11) / 9007199254740992.0::DOUBLE AS point
                FROM examples, range(%d) draws(draw)
            ), aimed AS (
                SELECT user_id, floor(point * (SELECT any_value(total) FROM shares))::HUGEINT AS aim FROM points
            )
            SELECT DISTINCT user_id, product_id FROM aimed ASOF JOIN shares ON aim >= low""";

    private static final String PAIRS = """
            CREATE OR REPLACE TABLE drawn_pairs AS
            SELECT user_id, product_id, true AS bought, %1$s AS rate
            FROM (SELECT DISTINCT user_id, product_id FROM bought)
            JOIN examples USING (user_id) JOIN shares USING (product_id)
            UNION ALL
            SELECT user_id, product_id, false, %1$s FROM drawn JOIN shares USING (product_id)
            WHERE (user_id, product_id) NOT IN (SELECT (user_id, product_id) FROM bought WHERE product_id IS NOT NULL)
            ORDER BY user_id, product_id""";

    private static final String KEYS =
            "CREATE OR REPLACE TABLE pairs AS SELECT user_id, product_id FROM drawn_pairs ORDER BY user_id, product_id";

    /**
     * The statements that make {@code drawn_pairs(user_id, product_id, bought, rate)} and {@code pairs(user_id, product_id)} of {@code examples(user_id)}, {@code products}
     * and {@code bought(user_id, product_id)}, which says what was bought in the label window, net of refunds. Purchases of
     * products that were not on sale before the cut-off are left out: nothing is known of them. The rate is that with which
     * the pair is drawn where it did not buy; what was bought is there in any case.
     */
    public List<String> statements() {
        return List.of(SHARES, DRAWN.formatted(seed, draws), PAIRS.formatted(rate("weight", "total")), KEYS);
    }

    /** The probability that a product is drawn for a user, of its weight and the sum of all weights, as SQL. */
    public String rate(String weight, String total) {
        // As 1 - (1 - q)^m without cancellation for small q; a product that is all there is, is drawn.
        return "1 - pow(1 - %s / %s::DOUBLE, %d)".formatted(weight, total, draws);
    }
}
