-- Orders, money and baskets. Lines of one order share its id or, where the log has none, the moment they were bought at.
WITH orders AS (
    SELECT user_id, min(age) AS age, sum(amount) AS value, count(DISTINCT product_id) AS products,
        sum(try_cast(coalesce(quantity, 1) AS DECIMAL(18, 4))) AS units
    FROM seen WHERE user_id IS NOT NULL AND event_type = 'purchase'
    GROUP BY user_id, coalesce(order_id, event_time::VARCHAR))
SELECT
    user_id,
    -- orders_${window}: orders
    count(*) FILTER (WHERE age < ${w}) AS orders_${window},
    -- spend_${window}: money spent, refunds not taken off
    coalesce(sum(value) FILTER (WHERE age < ${w}), 0) AS spend_${window},
    -- units_${window}: pieces bought
    coalesce(sum(units) FILTER (WHERE age < ${w}), 0) AS units_${window},
    -- order_value_mean: money an order, on average
    avg(value) AS order_value_mean,
    -- order_value_max: money of the largest order
    max(value)::DOUBLE AS order_value_max,
    -- order_value_median: money of the middle order
    median(value)::DOUBLE AS order_value_median,
    -- order_units_mean: pieces an order, on average
    avg(units) AS order_units_mean,
    -- order_products_mean: different products an order, on average
    avg(products) AS order_products_mean,
    -- order_products_max: different products in the most varied order
    max(products)::DOUBLE AS order_products_max,
FROM orders
GROUP BY user_id
