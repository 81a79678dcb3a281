-- How often the shopper did what.
SELECT
    user_id,
    -- views_${window}: product pages looked at
    count(*) FILTER (WHERE event_type = 'view' AND age <= ${w}) AS views_${window},
FROM seen
WHERE user_id IS NOT NULL
GROUP BY user_id
