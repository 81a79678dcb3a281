-- Whether the shopper searched for this product: how far the words of the queries are those of its name, category or brand.
-- A query that stands in the name as it is matches too, which serves scripts without blanks.
WITH asked AS (
    SELECT user_id, lower(query) AS query, age FROM seen
    WHERE query <> '' AND user_id IN (SELECT user_id FROM pairs)
    QUALIFY row_number() OVER (PARTITION BY user_id ORDER BY age, query) <= 50
),
queries AS (
    SELECT user_id, query, age, list_distinct(regexp_split_to_array(query, '[^\p{L}\p{N}]+')) AS words FROM asked
),
described AS (
    SELECT product_id, lower(concat_ws(' ', product_name, category, brand)) AS name FROM products
    WHERE product_id IN (SELECT product_id FROM pairs)
),
named AS (
    SELECT product_id, name, regexp_split_to_array(name, '[^\p{L}\p{N}]+') AS words FROM described
),
matched AS (
    SELECT
        pairs.user_id, pairs.product_id, queries.age,
        greatest(
            len(list_filter(queries.words, lambda word: list_contains(named.words, word))) / len(queries.words),
            contains(named.name, queries.query)::INTEGER) AS match
    FROM pairs JOIN queries USING (user_id) JOIN named ON named.product_id = pairs.product_id
)
SELECT
    user_id,
    product_id,
    -- searches_${window}: searched with a word of the product's name, category or brand
    count(*) FILTER (match > 0 AND age < ${w}) AS searches_${window},
    -- search_match: the largest share of a query's words that the product has
    max(match) AS search_match,
    -- search_match_last: the share of the last query's words that the product has
    arg_min(match, (age, -match)) AS search_match_last,
    -- search_age: days since a search with a word of the product's
    min(age) FILTER (match > 0) AS search_age,
FROM matched
GROUP BY user_id, product_id
