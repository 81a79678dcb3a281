-- What the shopper did to products of this product's category, and how far searches were for it, how often and how lately.
WITH wanted AS (
    SELECT pairs.user_id, products.category, list(pairs.product_id) AS of_pairs
    FROM pairs JOIN products USING (product_id) WHERE products.category <> ''
    GROUP BY pairs.user_id, products.category
),
asked AS (
    SELECT user_id, lower(query) AS query, age, row_number() OVER (PARTITION BY user_id ORDER BY age, query) AS number
    FROM seen WHERE query <> '' AND user_id IN (SELECT user_id FROM pairs)
    QUALIFY number <= 50
),
named AS (
    SELECT DISTINCT category, lower(category) AS name FROM wanted
),
-- A search with a word of the category; in scripts without blanks, one that the category stands in.
searched AS (
    SELECT wanted.user_id, wanted.category, asked.number, asked.age
    FROM wanted
    JOIN (SELECT category, unnest(regexp_extract_all(name, '[\p{L}\p{N}]+')) AS word FROM named) named USING (category)
    JOIN (SELECT *, unnest(regexp_extract_all(query, '[\p{L}\p{N}]+')) AS word FROM asked) asked
        ON asked.user_id = wanted.user_id AND asked.word = named.word
    UNION
    SELECT wanted.user_id, wanted.category, asked.number, asked.age
    FROM wanted
    JOIN (SELECT * FROM named WHERE regexp_matches(name, '[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]')) named USING (category)
    JOIN asked ON asked.user_id = wanted.user_id AND contains(asked.query, named.name)
),
history AS (
    SELECT seen.user_id, products.category, seen.event_type, seen.product_id, seen.age
    FROM seen JOIN products USING (product_id)
    WHERE seen.user_id IN (SELECT user_id FROM pairs) AND products.category <> ''
    UNION ALL
    SELECT user_id, category, 'asked', NULL, age FROM searched
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
    -- category_bought_age: days since the shopper last bought a product of this category
    min(age) FILTER (event_type = 'purchase') AS category_bought_age,
FROM wanted JOIN history ON history.user_id = wanted.user_id AND history.category = wanted.category
GROUP BY wanted.user_id, wanted.category
