-- The price level the shopper looks at and the one they buy at.
WITH priced AS (
    SELECT user_id, event_type, try_cast(price AS DECIMAL(18, 4)) AS price
    FROM seen WHERE user_id IS NOT NULL AND price > 0 AND event_type IN ('view', 'add_to_cart', 'purchase'))
SELECT
    user_id,
    -- price_viewed_mean: price of products looked at, on average
    avg(price) FILTER (WHERE event_type = 'view') AS price_viewed_mean,
    -- price_viewed_max: highest price looked at
    (max(price) FILTER (WHERE event_type = 'view'))::DOUBLE AS price_viewed_max,
    -- price_carted_mean: price of products put into the cart, on average
    avg(price) FILTER (WHERE event_type = 'add_to_cart') AS price_carted_mean,
    -- price_bought_mean: price of products bought, on average
    avg(price) FILTER (WHERE event_type = 'purchase') AS price_bought_mean,
    -- price_bought_min: lowest price bought at
    (min(price) FILTER (WHERE event_type = 'purchase'))::DOUBLE AS price_bought_min,
    -- price_bought_max: highest price bought at
    (max(price) FILTER (WHERE event_type = 'purchase'))::DOUBLE AS price_bought_max,
    -- price_bought_to_viewed: logarithm of the average price bought at by that looked at
    ln(avg(price) FILTER (WHERE event_type = 'purchase') / avg(price) FILTER (WHERE event_type = 'view'))
        AS price_bought_to_viewed,
FROM priced
GROUP BY user_id
