-- What the shopper did to products of this product's brand, how often and how lately.
WITH history AS (
    SELECT seen.user_id, products.brand, seen.event_type, seen.product_id, seen.age
    FROM seen JOIN products USING (product_id)
    WHERE seen.user_id IN (SELECT user_id FROM pairs) AND products.brand <> ''
),
wanted AS (
    SELECT pairs.user_id, products.brand, list(pairs.product_id) AS of_pairs
    FROM pairs JOIN products USING (product_id) WHERE products.brand <> ''
    GROUP BY pairs.user_id, products.brand
)
SELECT
    wanted.user_id,
    unnest(any_value(of_pairs)) AS product_id,
    -- brand_views_${window}: looked at products of this brand
    count(*) FILTER (event_type = 'view' AND age < ${w}) AS brand_views_${window},
    -- brand_carts_${window}: put products of this brand into the cart
    count(*) FILTER (event_type = 'add_to_cart' AND age < ${w}) AS brand_carts_${window},
    -- brand_bought_${window}: bought products of this brand
    count(*) FILTER (event_type = 'purchase' AND age < ${w}) AS brand_bought_${window},
    -- brand_products: different products of this brand that the shopper had to do with
    count(DISTINCT history.product_id) AS brand_products,
    -- brand_view_age: days since the shopper last looked at a product of this brand
    min(age) FILTER (event_type = 'view') AS brand_view_age,
    -- brand_bought_age: days since the shopper last bought a product of this brand
    min(age) FILTER (event_type = 'purchase') AS brand_bought_age,
FROM wanted JOIN history ON history.user_id = wanted.user_id AND history.brand = wanted.brand
GROUP BY wanted.user_id, wanted.brand
