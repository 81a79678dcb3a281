-- What the products of the visit cost.
WITH priced AS (
    SELECT session_id, prefix, user_id, n, event_type, try_cast(price AS DECIMAL(18, 4)) AS price
    FROM prefix_events WHERE price > 0)
SELECT
    session_id, prefix, user_id,
    -- price_mean: price of the products, on average over events
    avg(price) AS price_mean,
    -- price_min: lowest price
    min(price)::DOUBLE AS price_min,
    -- price_max: highest price
    max(price)::DOUBLE AS price_max,
    -- price_last: price of the last product
    arg_max(price, n)::DOUBLE AS price_last,
    -- price_last_to_mean: logarithm of the last product's price by the average
    ln(arg_max(price, n) / avg(price)) AS price_last_to_mean,
    -- price_range: logarithm of the highest price by the lowest
    ln(max(price) / min(price)) AS price_range,
FROM priced
GROUP BY session_id, prefix, user_id
