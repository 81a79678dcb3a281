-- Whether it is time to buy this product again: days since the shopper bought it against the usual days between purchases.
WITH days AS (
    SELECT DISTINCT user_id, product_id, (event_time${local})::DATE AS day, min(age) OVER (PARTITION BY user_id, product_id) AS age
    FROM seen
    WHERE event_type = 'purchase' AND (user_id, product_id) IN (SELECT (user_id, product_id) FROM pairs)
),
bought AS (
    SELECT
        user_id, product_id, min(age) AS age, count(*) AS times,
        date_diff('day', min(day), max(day)) / nullif(count(*) - 1, 0) AS own_gap
    FROM days GROUP BY user_id, product_id
)
SELECT
    bought.user_id,
    bought.product_id,
    -- repeat_days: different days on which the shopper bought this product
    times AS repeat_days,
    -- repeat_due_product: days since the shopper bought it, over the days usual between purchases of it by one shopper
    age / nullif(usual_gap, 0) AS repeat_due_product,
    -- repeat_due_shopper: days since the shopper bought it, over the days usual between this shopper's purchases of it
    age / nullif(own_gap, 0) AS repeat_due_shopper,
    -- repeat_off_due: how far that is from when it would be due, either way, as a logarithm
    abs(ln((age + 1) / (coalesce(own_gap, usual_gap) + 1))) AS repeat_off_due,
FROM bought JOIN products ON products.product_id = bought.product_id
