-- Whether the shopper searched for this product: how far the words of the queries are those of its name, and how far those
-- of its name, category and brand together. In scripts without blanks a query that stands in them as it is matches, too.
WITH asked AS (
    SELECT user_id, lower(query) AS query, age FROM seen
    WHERE query <> '' AND user_id IN (SELECT user_id FROM pairs)
    QUALIFY row_number() OVER (PARTITION BY user_id ORDER BY age, query) <= 50
),
queries AS (
    SELECT
        user_id, query, age, list_distinct(regexp_extract_all(query, '[\p{L}\p{N}]+')) AS words,
        regexp_matches(query, '[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]') AS unspaced
    FROM asked
),
described AS (
    SELECT product_id, lower(product_name) AS name, lower(concat_ws(' ', product_name, category, brand)) AS everything
    FROM products WHERE product_id IN (SELECT product_id FROM pairs)
),
named AS (
    SELECT *, regexp_extract_all(name, '[\p{L}\p{N}]+') AS words, regexp_extract_all(everything, '[\p{L}\p{N}]+') AS all_words
    FROM described
),
compared AS (
    SELECT
        pairs.user_id, pairs.product_id, queries.age, queries.words, named.words AS name_words,
        len(list_filter(queries.words, lambda word: list_contains(named.all_words, word))) AS shared,
        unspaced AND contains(named.everything, queries.query) AS stands_in,
        unspaced AND contains(named.name, queries.query) AS stands_in_name
    FROM pairs JOIN queries USING (user_id) JOIN named ON named.product_id = pairs.product_id
),
matched AS (
    SELECT
        user_id, product_id, age,
        stands_in_name OR CASE WHEN shared > 0
            THEN len(list_filter(words, lambda word: list_contains(name_words, word))) > 0 ELSE false END AS by_name,
        CASE WHEN stands_in THEN 1 WHEN shared > 0 THEN shared / len(words) ELSE 0 END AS match
    FROM compared
)
SELECT
    user_id,
    product_id,
    -- product_searches_${window}: searched with a word of the product's name
    count(*) FILTER (by_name AND age < ${w}) AS product_searches_${window},
    -- product_search_age: days since a search with a word of the product's name
    min(age) FILTER (by_name) AS product_search_age,
    -- search_match: the largest share of a query's words that are of the product's name, category or brand
    max(match) AS search_match,
    -- search_match_last: the share of the last query's words that are of the product's name, category or brand
    arg_min(match, (age, -match)) AS search_match_last,
FROM matched
GROUP BY user_id, product_id
