-- What lies in the cart: products put in that were neither taken out nor bought at that time or since.
WITH lines AS (
    SELECT user_id, product_id,
        min(age) FILTER (WHERE event_type = 'add_to_cart') AS added,
        min(age) FILTER (WHERE event_type <> 'add_to_cart') AS closed,
        max(amount) FILTER (WHERE event_type = 'add_to_cart') AS value
    FROM seen
    WHERE user_id IS NOT NULL AND product_id IS NOT NULL
        AND event_type IN ('add_to_cart', 'remove_from_cart', 'purchase')
    GROUP BY user_id, product_id
    HAVING added < coalesce(closed, ${lookback} + 1))
SELECT
    user_id,
    -- open_cart_products: different products in the cart
    count(*) AS open_cart_products,
    -- open_cart_value: what they cost together, each at the most it was put in for
    coalesce(sum(value), 0) AS open_cart_value,
    -- open_cart_age: days since the last of them was put in
    min(added) AS open_cart_age,
    -- open_cart_oldest: days since the first of them was put in
    max(added) AS open_cart_oldest,
FROM lines
GROUP BY user_id
