-- What the shopper did to products of this product's brand, and how far searches were for it, how often and how lately.
WITH wanted AS (
    SELECT pairs.user_id, products.brand, list(pairs.product_id) AS of_pairs
    FROM pairs JOIN products USING (product_id) WHERE products.brand <> ''
    GROUP BY pairs.user_id, products.brand
),
asked AS (
    SELECT user_id, lower(query) AS query, regexp_extract_all(lower(query), '[\p{L}\p{N}]+') AS words, age FROM seen
    WHERE query <> '' AND user_id IN (SELECT user_id FROM pairs)
    QUALIFY row_number() OVER (PARTITION BY user_id ORDER BY age, query) <= 50
),
named AS (
    SELECT user_id, brand, lower(brand) AS name, regexp_extract_all(lower(brand), '[\p{L}\p{N}]+') AS words,
        regexp_matches(brand, '[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]') AS unspaced
    FROM wanted
),
history AS (
    SELECT seen.user_id, products.brand, seen.event_type, seen.product_id, seen.age
    FROM seen JOIN products USING (product_id)
    WHERE seen.user_id IN (SELECT user_id FROM pairs) AND products.brand <> ''
    UNION ALL
    -- A search with a word of the brand; in scripts without blanks, one that the brand stands in.
    SELECT user_id, brand, 'asked', NULL, age FROM named JOIN asked USING (user_id)
    WHERE len(list_filter(asked.words, lambda word: list_contains(named.words, word))) > 0
        OR unspaced AND contains(asked.query, named.name)
)
SELECT
    wanted.user_id,
    unnest(any_value(of_pairs)) AS product_id,
    -- brand_views_${window}: looked at products of this brand
    count(*) FILTER (event_type = 'view' AND age < ${w}) AS brand_views_${window},
    -- brand_searches_${window}: searched with a word of this brand
    count(*) FILTER (event_type = 'asked' AND age < ${w}) AS brand_searches_${window},
    -- brand_carts_${window}: put products of this brand into the cart
    count(*) FILTER (event_type = 'add_to_cart' AND age < ${w}) AS brand_carts_${window},
    -- brand_bought_${window}: bought products of this brand
    count(*) FILTER (event_type = 'purchase' AND age < ${w}) AS brand_bought_${window},
    -- brand_products: different products of this brand that the shopper had to do with
    count(DISTINCT history.product_id) AS brand_products,
    -- brand_view_age: days since the shopper last looked at a product of this brand
    min(age) FILTER (event_type = 'view') AS brand_view_age,
    -- brand_search_age: days since a search with a word of this brand
    min(age) FILTER (event_type = 'asked') AS brand_search_age,
    -- brand_cart_age: days since the shopper last put a product of this brand into the cart
    min(age) FILTER (event_type = 'add_to_cart') AS brand_cart_age,
    -- brand_bought_age: days since the shopper last bought a product of this brand
    min(age) FILTER (event_type = 'purchase') AS brand_bought_age,
FROM wanted JOIN history ON history.user_id = wanted.user_id AND history.brand = wanted.brand
GROUP BY wanted.user_id, wanted.brand
