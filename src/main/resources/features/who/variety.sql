-- How many different things the shopper had to do with, on how many days, and how much of it went to a few of them. A thing
-- counts in a window if its last event is in it. Focus is the Herfindahl index: the chance that two events, drawn with
-- replacement, are of the same thing.
WITH things AS (
    SELECT user_id, 'product' AS kind, min(age) AS age, count(*) AS n
    FROM seen WHERE user_id IS NOT NULL AND product_id IS NOT NULL GROUP BY user_id, product_id
    UNION ALL
    SELECT user_id, 'category' AS kind, min(age) AS age, count(*) AS n
    FROM seen WHERE user_id IS NOT NULL AND category IS NOT NULL GROUP BY user_id, category
    UNION ALL
    SELECT user_id, 'brand' AS kind, min(age) AS age, count(*) AS n
    FROM seen WHERE user_id IS NOT NULL AND brand IS NOT NULL GROUP BY user_id, brand
    UNION ALL
    SELECT user_id, 'day' AS kind, min(age) AS age, count(*) AS n
    FROM seen WHERE user_id IS NOT NULL GROUP BY user_id, (event_time${local})::DATE)
SELECT
    user_id,
    -- products_${window}: different products
    count(*) FILTER (WHERE kind = 'product' AND age < ${w}) AS products_${window},
    -- categories_${window}: different categories
    count(*) FILTER (WHERE kind = 'category' AND age < ${w}) AS categories_${window},
    -- brands_${window}: different brands
    count(*) FILTER (WHERE kind = 'brand' AND age < ${w}) AS brands_${window},
    -- days_${window}: calendar days with at least one event
    count(*) FILTER (WHERE kind = 'day' AND age < ${w}) AS days_${window},
    -- product_focus: how much the events keep to few products, from near 0 to 1
    sum(n * n) FILTER (WHERE kind = 'product') / pow(sum(n) FILTER (WHERE kind = 'product'), 2) AS product_focus,
    -- category_focus: how much the events keep to few categories, from near 0 to 1
    sum(n * n) FILTER (WHERE kind = 'category') / pow(sum(n) FILTER (WHERE kind = 'category'), 2) AS category_focus,
    -- brand_focus: how much the events keep to few brands, from near 0 to 1
    sum(n * n) FILTER (WHERE kind = 'brand') / pow(sum(n) FILTER (WHERE kind = 'brand'), 2) AS brand_focus,
FROM things
GROUP BY user_id
