-- Whether the shopper searched for this product: how far the words of the queries are those of its name, and how far those
-- of its name, category and brand together. In scripts without blanks a query that stands in them as it is matches, too.
WITH asked AS (
    SELECT
        user_id, lower(query) AS query, list_distinct(regexp_extract_all(lower(query), '[\p{L}\p{N}]+')) AS words, age,
        row_number() OVER (PARTITION BY user_id ORDER BY age, query) AS number
    FROM seen WHERE query <> '' AND user_id IN (SELECT user_id FROM pairs)
    QUALIFY number <= 50
),
described AS (
    SELECT product_id, lower(product_name) AS name, lower(concat_ws(' ', product_name, category, brand)) AS everything
    FROM products WHERE product_id IN (SELECT product_id FROM pairs)
),
told AS (
    SELECT product_id, name, unnest(list_distinct(regexp_extract_all(everything, '[\p{L}\p{N}]+'))) AS word FROM described
),
named AS (
    SELECT product_id, word, coalesce(list_contains(regexp_extract_all(name, '[\p{L}\p{N}]+'), word), false) AS of_name FROM told
),
hits AS (
    SELECT pairs.user_id, pairs.product_id, asked.number, any_value(asked.age) AS age,
        count(*) / any_value(asked.of) AS match, bool_or(named.of_name) AS by_name
    FROM pairs
    JOIN named ON named.product_id = pairs.product_id
    JOIN (SELECT *, len(words) AS of, unnest(words) AS word FROM asked) asked
        ON asked.user_id = pairs.user_id AND asked.word = named.word
    GROUP BY pairs.user_id, pairs.product_id, asked.number
    UNION ALL
    SELECT pairs.user_id, pairs.product_id, asked.number, asked.age, 1, coalesce(contains(described.name, asked.query), false)
    FROM pairs
    JOIN (SELECT * FROM asked WHERE regexp_matches(query, '[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]')) asked USING (user_id)
    JOIN described ON described.product_id = pairs.product_id AND contains(described.everything, asked.query)
),
matched AS (
    SELECT user_id, product_id, number, any_value(age) AS age, max(match) AS match, bool_or(by_name) AS by_name
    FROM hits GROUP BY user_id, product_id, number
),
latest AS (
    SELECT user_id, min(age) AS last_age FROM asked GROUP BY user_id
)
SELECT
    pairs.user_id,
    pairs.product_id,
    -- product_searches_${window}: searched with a word of the product's name
    count(*) FILTER (by_name AND age < ${w}) AS product_searches_${window},
    -- product_search_age: days since a search with a word of the product's name
    min(age) FILTER (by_name) AS product_search_age,
    -- search_match: the largest share of a query's words that are of the product's name, category or brand
    coalesce(max(match), 0) AS search_match,
    -- search_match_last: the share of the last query's words that are of the product's name, category or brand
    coalesce(max(match) FILTER (age = last_age), 0) AS search_match_last,
FROM pairs JOIN latest ON latest.user_id = pairs.user_id
    LEFT JOIN matched ON matched.user_id = pairs.user_id AND matched.product_id = pairs.product_id
GROUP BY pairs.user_id, pairs.product_id
