-- What the shopper did to products of this product's brand, and how far searches were for it, how often and how lately.
WITH wanted AS (
    SELECT pairs.user_id, products.brand, list(pairs.product_id) AS of_pairs
    FROM pairs JOIN products USING (product_id) WHERE products.brand <> ''
    GROUP BY pairs.user_id, products.brand
),
asked AS (
    SELECT user_id, lower(query) AS query, age, row_number() OVER (PARTITION BY user_id ORDER BY age, query) AS number
    FROM seen WHERE query <> '' AND user_id IN (SELECT user_id FROM pairs)
    QUALIFY number <= 50
),
named AS (
    SELECT DISTINCT brand, lower(brand) AS name FROM wanted
),
-- A search with a word of the brand; in scripts without blanks, one that the brand stands in.
searched AS (
    SELECT wanted.user_id, wanted.brand, asked.number, asked.age
    FROM wanted
    JOIN (SELECT brand, unnest(regexp_extract_all(name, '[\p{L}\p{N}]+')) AS word FROM named) named USING (brand)
    JOIN (SELECT *, unnest(regexp_extract_all(query, '[\p{L}\p{N}]+')) AS word FROM asked) asked
        ON asked.user_id = wanted.user_id AND asked.word = named.word
    UNION
    SELECT wanted.user_id, wanted.brand, asked.number, asked.age
    FROM wanted
    JOIN (SELECT * FROM named WHERE regexp_matches(name, '[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]')) named USING (brand)
    JOIN asked ON asked.user_id = wanted.user_id AND contains(asked.query, named.name)
),
history AS (
    SELECT seen.user_id, products.brand, seen.event_type, seen.product_id, seen.age
    FROM seen JOIN products USING (product_id)
    WHERE seen.user_id IN (SELECT user_id FROM pairs) AND products.brand <> ''
    UNION ALL
    SELECT user_id, brand, 'asked', NULL, age FROM searched
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
    -- brand_bought_age: days since the shopper last bought a product of this brand
    min(age) FILTER (event_type = 'purchase') AS brand_bought_age,
FROM wanted JOIN history ON history.user_id = wanted.user_id AND history.brand = wanted.brand
GROUP BY wanted.user_id, wanted.brand
