-- What the shopper did to products of this product's category, and how far searches were for it, how often and how lately.
WITH wanted AS (
    SELECT pairs.user_id, products.category, list(pairs.product_id) AS of_pairs
    FROM pairs JOIN products USING (product_id) WHERE products.category <> ''
    GROUP BY pairs.user_id, products.category
),
asked AS (
    SELECT user_id, lower(query) AS query, regexp_extract_all(lower(query), '[\p{L}\p{N}]+') AS words, age FROM seen
    WHERE query <> '' AND user_id IN (SELECT user_id FROM pairs)
    QUALIFY row_number() OVER (PARTITION BY user_id ORDER BY age, query) <= 50
),
named AS (
    SELECT user_id, category, lower(category) AS name, regexp_extract_all(lower(category), '[\p{L}\p{N}]+') AS words,
        regexp_matches(category, '[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]') AS unspaced
    FROM wanted
),
history AS (
    SELECT seen.user_id, products.category, seen.event_type, seen.product_id, seen.age
    FROM seen JOIN products USING (product_id)
    WHERE seen.user_id IN (SELECT user_id FROM pairs) AND products.category <> ''
    UNION ALL
    -- A search with a word of the category; in scripts without blanks, one that the category stands in.
    SELECT user_id, category, 'asked', NULL, age FROM named JOIN asked USING (user_id)
    WHERE len(list_filter(asked.words, lambda word: list_contains(named.words, word))) > 0
        OR unspaced AND contains(asked.query, named.name)
)
SELECT
    wanted.user_id,
    unnest(any_value(of_pairs)) AS product_id,
    -- category_views_${window}: looked at products of this category
    count(*) FILTER (event_type = 'view' AND age < ${w}) AS category_views_${window},
    -- category_searches_${window}: searched with a word of this category
    count(*) FILTER (event_type = 'asked' AND age < ${w}) AS category_searches_${window},
    -- category_carts_${window}: put products of this category into the cart
    count(*) FILTER (event_type = 'add_to_cart' AND age < ${w}) AS category_carts_${window},
    -- category_bought_${window}: bought products of this category
    count(*) FILTER (event_type = 'purchase' AND age < ${w}) AS category_bought_${window},
    -- category_products: different products of this category that the shopper had to do with
    count(DISTINCT history.product_id) AS category_products,
    -- category_view_age: days since the shopper last looked at a product of this category
    min(age) FILTER (event_type = 'view') AS category_view_age,
    -- category_search_age: days since a search with a word of this category
    min(age) FILTER (event_type = 'asked') AS category_search_age,
    -- category_cart_age: days since the shopper last put a product of this category into the cart
    min(age) FILTER (event_type = 'add_to_cart') AS category_cart_age,
    -- category_bought_age: days since the shopper last bought a product of this category
    min(age) FILTER (event_type = 'purchase') AS category_bought_age,
FROM wanted JOIN history ON history.user_id = wanted.user_id AND history.category = wanted.category
GROUP BY wanted.user_id, wanted.category
