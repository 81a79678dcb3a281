-- How many different things the shopper had to do with, and in how many visits and on how many days. A thing counts in a
-- window if its last event does.
WITH things AS (
    SELECT user_id, 'product' AS kind, min(age) AS age
    FROM seen WHERE user_id IS NOT NULL AND product_id IS NOT NULL GROUP BY user_id, product_id
    UNION ALL
    SELECT user_id, 'category' AS kind, min(age) AS age
    FROM seen WHERE user_id IS NOT NULL AND category IS NOT NULL GROUP BY user_id, category
    UNION ALL
    SELECT user_id, 'brand' AS kind, min(age) AS age
    FROM seen WHERE user_id IS NOT NULL AND brand IS NOT NULL GROUP BY user_id, brand
    UNION ALL
    SELECT user_id, 'session' AS kind, min(age) AS age
    FROM seen WHERE user_id IS NOT NULL GROUP BY user_id, session_id
    UNION ALL
    SELECT user_id, 'day' AS kind, min(age) AS age
    FROM seen WHERE user_id IS NOT NULL GROUP BY user_id, event_time::DATE)
SELECT
    user_id,
    -- products_${window}: different products
    count(*) FILTER (WHERE kind = 'product' AND age <= ${w}) AS products_${window},
    -- categories_${window}: different categories
    count(*) FILTER (WHERE kind = 'category' AND age <= ${w}) AS categories_${window},
    -- brands_${window}: different brands
    count(*) FILTER (WHERE kind = 'brand' AND age <= ${w}) AS brands_${window},
    -- sessions_${window}: visits
    count(*) FILTER (WHERE kind = 'session' AND age <= ${w}) AS sessions_${window},
    -- days_${window}: calendar days with at least one event
    count(*) FILTER (WHERE kind = 'day' AND age <= ${w}) AS days_${window},
FROM things
GROUP BY user_id
