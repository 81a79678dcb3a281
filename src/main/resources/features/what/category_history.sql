-- What the shopper did to products of this product's category, how often and how lately.
WITH history AS (
    SELECT seen.user_id, products.category, seen.event_type, seen.product_id, seen.age
    FROM seen JOIN products USING (product_id)
    WHERE seen.user_id IN (SELECT user_id FROM pairs) AND products.category <> ''
),
wanted AS (
    SELECT pairs.user_id, products.category, list(pairs.product_id) AS of_pairs
    FROM pairs JOIN products USING (product_id) WHERE products.category <> ''
    GROUP BY pairs.user_id, products.category
)
SELECT
    wanted.user_id,
    unnest(any_value(of_pairs)) AS product_id,
    -- category_views_${window}: looked at products of this category
    count(*) FILTER (event_type = 'view' AND age < ${w}) AS category_views_${window},
    -- category_carts_${window}: put products of this category into the cart
    count(*) FILTER (event_type = 'add_to_cart' AND age < ${w}) AS category_carts_${window},
    -- category_bought_${window}: bought products of this category
    count(*) FILTER (event_type = 'purchase' AND age < ${w}) AS category_bought_${window},
    -- category_products: different products of this category that the shopper had to do with
    count(DISTINCT history.product_id) AS category_products,
    -- category_view_age: days since the shopper last looked at a product of this category
    min(age) FILTER (event_type = 'view') AS category_view_age,
    -- category_bought_age: days since the shopper last bought a product of this category
    min(age) FILTER (event_type = 'purchase') AS category_bought_age,
FROM wanted JOIN history ON history.user_id = wanted.user_id AND history.category = wanted.category
GROUP BY wanted.user_id, wanted.category
