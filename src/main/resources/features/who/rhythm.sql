-- How regularly the shopper buys, and how late the next order is against that. Times are in days; orders of the same second
-- are one.
WITH moments AS (
    SELECT DISTINCT user_id, epoch_ms(event_time) // 1000 AS second
    FROM seen WHERE user_id IS NOT NULL AND event_type = 'purchase'),
gaps AS (
    SELECT user_id, second, second - lag(second) OVER (PARTITION BY user_id ORDER BY second) AS gap FROM moments),
shoppers AS (
    SELECT user_id, count(*) AS orders, avg(gap) / 86400 AS gap, max(gap) / 86400 AS longest,
        sqrt(greatest(avg(gap * gap) - pow(avg(gap), 2), 0)) / 86400 AS spread
    FROM gaps GROUP BY user_id),
ages AS (
    SELECT user_id, min(age) AS last, max(age) AS first
    FROM seen WHERE user_id IS NOT NULL AND event_type = 'purchase' GROUP BY user_id)
SELECT
    user_id,
    -- since_first_order: days since the first order
    first AS since_first_order,
    -- order_gap_mean: days between orders, on average; unknown with fewer than two
    gap AS order_gap_mean,
    -- order_gap_sd: how far those days vary, as standard deviation
    spread AS order_gap_sd,
    -- order_gap_max: most days between two orders
    longest AS order_gap_max,
    -- days_per_order: days since the first order, by orders
    first / orders AS days_per_order,
    -- since_order_in_gaps: days since the last order in units of days_per_order and a day
    last / (first / orders + 1) AS since_order_in_gaps,
    -- since_order_in_mean_gaps: days since the last order in units of order_gap_mean and a day
    last / (gap + 1) AS since_order_in_mean_gaps,
    -- overdue: days since the last order beyond order_gap_mean, in units of order_gap_sd and a day
    (last - gap) / (spread + 1) AS overdue,
FROM shoppers
JOIN ages USING (user_id)
