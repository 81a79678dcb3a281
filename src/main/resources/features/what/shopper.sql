-- The shopper's own activity, whatever the product.
WITH activity AS (
    SELECT
        user_id,
        min(age) AS age,
        min(age) FILTER (event_type = 'purchase') AS bought_age,
        count(*) AS events,
        count(*) FILTER (event_type = 'purchase') AS bought,
        count(*) FILTER (event_type = 'view') AS views,
        count(DISTINCT product_id) FILTER (event_type = 'purchase') AS products_bought,
        count(DISTINCT product_id) AS products,
        count(DISTINCT coalesce(order_id, session_id)) FILTER (event_type = 'purchase') AS orders,
        count(DISTINCT (event_time${local})::DATE) AS days
    FROM seen WHERE user_id IN (SELECT user_id FROM pairs) GROUP BY user_id
)
SELECT
    pairs.user_id,
    pairs.product_id,
    -- shopper_age: days since the shopper did anything
    age AS shopper_age,
    -- shopper_bought_age: days since the shopper bought anything
    bought_age AS shopper_bought_age,
    -- shopper_events: everything the shopper did
    events AS shopper_events,
    -- shopper_bought: purchases by the shopper
    bought AS shopper_bought,
    -- shopper_views: products looked at by the shopper, repeats included
    views AS shopper_views,
    -- shopper_products: different products the shopper had to do with
    products AS shopper_products,
    -- shopper_products_bought: different products the shopper bought
    products_bought AS shopper_products_bought,
    -- shopper_orders: orders by the shopper
    orders AS shopper_orders,
    -- shopper_days: days on which the shopper did anything
    days AS shopper_days,
    -- shopper_order_size: purchases in each order of the shopper
    bought / nullif(orders, 0) AS shopper_order_size,
    -- shopper_variety: share of the shopper's purchases that were of a product not bought before
    products_bought / nullif(bought, 0) AS shopper_variety,
FROM pairs JOIN activity ON activity.user_id = pairs.user_id
