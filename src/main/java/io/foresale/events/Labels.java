package io.foresale.events;

import io.foresale.port.TableEngine.Session;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What was bought within a horizon, net of what came back within it. A refund that names a product takes pieces off that
 * product, unless it names an order from before; one that names only an order takes off all of the order. What a shopper
 * buys under an id that they got only within the horizon is also theirs under the anonymous id they had before.
 */
final class Labels {

    private static final String BOUGHT = """
            CREATE OR REPLACE TABLE bought AS
            WITH ahead AS (
                SELECT coalesce(l.user_id, e.user_id) AS user_id, product_id, order_id, event_type,
                    coalesce(try_cast(quantity AS DECIMAL(18, 4)), 1) AS quantity,
                    try_cast(price * coalesce(quantity, 1) AS DECIMAL(18, 4)) AS amount
                FROM events AS e
                LEFT JOIN links AS l ON l.anonymous_id = coalesce(e.user_id, e.session_id) AND l.since <= make_timestamp(%2$d)
                WHERE event_type IN ('purchase', 'refund') AND coalesce(l.user_id, e.user_id) IS NOT NULL
                    AND event_time > make_timestamp(%1$d) AND event_time <= make_timestamp(%2$d)),
            earlier AS (
                SELECT order_id FROM events SEMI JOIN (FROM ahead WHERE event_type = 'refund') USING (order_id)
                WHERE event_type = 'purchase' AND event_time <= make_timestamp(%1$d)
                EXCEPT SELECT order_id FROM ahead WHERE event_type = 'purchase'),
            lines AS (
                SELECT * FROM ahead AS a
                WHERE NOT EXISTS (
                        SELECT 1 FROM ahead AS r WHERE r.event_type = 'refund' AND r.product_id IS NULL
                            AND r.order_id = a.order_id AND r.user_id = a.user_id)
                    AND NOT (event_type = 'refund' AND coalesce(order_id IN (FROM earlier), false))),
            net AS (
                SELECT user_id, product_id,
                    sum(CASE event_type WHEN 'purchase' THEN quantity ELSE -quantity END)::DOUBLE AS quantity,
                    sum(CASE event_type WHEN 'purchase' THEN amount ELSE -amount END)::DOUBLE AS amount
                FROM lines GROUP BY user_id, product_id HAVING sum(CASE event_type WHEN 'purchase' THEN quantity ELSE -quantity END) > 0)
            SELECT user_id, product_id, quantity, amount FROM net WHERE %3$s
            UNION ALL
            SELECT l.anonymous_id, n.product_id, n.quantity, n.amount
            FROM net AS n JOIN links AS l USING (user_id)
            WHERE l.since > make_timestamp(%1$d) AND l.since <= make_timestamp(%2$d) AND %4$s
            """;

    private Labels() {}

    static void of(Session session, Instant t, int horizonDays, Shard shard) {
        session.run(BOUGHT.formatted(
                EventLog.micros(t),
                EventLog.micros(t.plus(horizonDays, ChronoUnit.DAYS)),
                shard.holds("user_id"),
                shard.holds("l.anonymous_id")));
    }
}
