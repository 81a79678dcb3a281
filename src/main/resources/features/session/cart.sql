-- What the visit has put into the cart: a product is open if it was put in after it was last taken out.
WITH lines AS (
    SELECT session_id, prefix, user_id, product_id,
        max(n) FILTER (WHERE event_type = 'add_to_cart') AS added,
        max(n) FILTER (WHERE event_type = 'remove_from_cart') AS removed,
        max(amount) FILTER (WHERE event_type = 'add_to_cart') AS value,
        min(age) FILTER (WHERE event_type = 'add_to_cart') AS age
    FROM prefix_events
    WHERE product_id IS NOT NULL AND event_type IN ('add_to_cart', 'remove_from_cart')
    GROUP BY session_id, prefix, user_id, product_id
    HAVING added > coalesce(removed, 0))
SELECT
    session_id, prefix, user_id,
    -- cart_products: different products in the cart
    count(*) AS cart_products,
    -- cart_value: what they cost together, each at the most it was put in for
    coalesce(sum(value), 0) AS cart_value,
    -- cart_value_max: what the dearest of them costs
    coalesce(max(value), 0) AS cart_value_max,
    -- cart_seconds: seconds since the last of them was put in
    min(age) * 86400 AS cart_seconds,
FROM lines
GROUP BY session_id, prefix, user_id
