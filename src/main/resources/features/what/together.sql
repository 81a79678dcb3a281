-- How this product goes with what the shopper bought and looked at, by what others bought and looked at together.
WITH mine AS (
    SELECT
        user_id,
        product_id AS other_id,
        event_type = 'purchase' AS bought,
        pow(0.5, min(age) / 30) AS recency
    FROM seen
    WHERE event_type IN ('purchase', 'view', 'add_to_cart', 'wishlist') AND user_id IN (SELECT user_id FROM pairs)
    GROUP BY user_id, product_id, event_type = 'purchase'
    QUALIFY row_number() OVER (PARTITION BY user_id, bought ORDER BY min(age), product_id) <= 200
),
scores AS (
    SELECT pairs.user_id, pairs.product_id, together.kind, mine.bought, mine.recency, together.score
    FROM pairs
    JOIN together ON together.product_id = pairs.product_id
    JOIN mine ON mine.user_id = pairs.user_id AND mine.other_id = together.other_id
)
SELECT
    user_id,
    product_id,
    -- together_bought_best: in one order with what the shopper bought: the closest
    max(score) FILTER (kind = 'bought' AND bought) AS together_bought_best,
    -- together_bought_sum: in one order with what the shopper bought: all of it
    sum(score) FILTER (kind = 'bought' AND bought) AS together_bought_sum,
    -- together_bought_recent: in one order with what the shopper bought, recent products counting more
    sum((score * recency)::DECIMAL(18, 9)) FILTER (kind = 'bought' AND bought) AS together_bought_recent,
    -- together_bought_count: how many products the shopper bought are often in one order with this one
    count(*) FILTER (kind = 'bought' AND bought) AS together_bought_count,
    -- together_viewed_best: looked at in one session with what the shopper looked at: the closest
    max(score) FILTER (kind = 'viewed' AND NOT bought) AS together_viewed_best,
    -- together_viewed_sum: looked at in one session with what the shopper looked at: all of it
    sum(score) FILTER (kind = 'viewed' AND NOT bought) AS together_viewed_sum,
    -- together_viewed_recent: looked at in one session with what the shopper looked at, recent products counting more
    sum((score * recency)::DECIMAL(18, 9)) FILTER (kind = 'viewed' AND NOT bought) AS together_viewed_recent,
    -- together_shopper_best: bought by those who bought what the shopper bought: the closest
    max(score) FILTER (kind = 'shopper' AND bought) AS together_shopper_best,
    -- together_shopper_sum: bought by those who bought what the shopper bought: all of it
    sum(score) FILTER (kind = 'shopper' AND bought) AS together_shopper_sum,
    -- together_shopper_recent: bought by those who bought what the shopper bought, recent products counting more
    sum((score * recency)::DECIMAL(18, 9)) FILTER (kind = 'shopper' AND bought) AS together_shopper_recent,
    -- together_shopper_count: how many products the shopper bought have many customers in common with this one
    count(*) FILTER (kind = 'shopper' AND bought) AS together_shopper_count,
    -- together_bought_looked: in one order with what the shopper looked at: all of it
    sum(score) FILTER (kind = 'bought' AND NOT bought) AS together_bought_looked,
FROM scores
GROUP BY user_id, product_id
