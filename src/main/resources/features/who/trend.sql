-- Whether the shopper does more or less than before: logarithms of ratios, each side plus 1, so that 0 is no change.
WITH counted AS (
    SELECT user_id,
        count(*) FILTER (WHERE age < 7) AS week,
        count(*) FILTER (WHERE age >= 7 AND age < 14) AS week_before,
        count(*) FILTER (WHERE age < ${lookback} / 2) AS events,
        count(*) FILTER (WHERE age >= ${lookback} / 2) AS events_before,
        count(*) FILTER (WHERE event_type = 'view' AND age < ${lookback} / 2) AS views,
        count(*) FILTER (WHERE event_type = 'view' AND age >= ${lookback} / 2) AS views_before,
        count(*) FILTER (WHERE event_type = 'add_to_cart' AND age < ${lookback} / 2) AS carts,
        count(*) FILTER (WHERE event_type = 'add_to_cart' AND age >= ${lookback} / 2) AS carts_before,
        coalesce(sum(amount) FILTER (WHERE event_type = 'purchase' AND age < ${lookback} / 2), 0) AS spend,
        coalesce(sum(amount) FILTER (WHERE event_type = 'purchase' AND age >= ${lookback} / 2), 0) AS spend_before
    FROM seen WHERE user_id IS NOT NULL GROUP BY user_id)
SELECT
    user_id,
    -- events_week_trend: events of the last 7 days against the 7 days before
    ln((week + 1) / (week_before + 1)) AS events_week_trend,
    -- events_trend: events of the later half of the look-back against the earlier
    ln((events + 1) / (events_before + 1)) AS events_trend,
    -- views_trend: looks at products in the later half of the look-back against the earlier
    ln((views + 1) / (views_before + 1)) AS views_trend,
    -- cart_adds_trend: products put into the cart in the later half of the look-back against the earlier
    ln((carts + 1) / (carts_before + 1)) AS cart_adds_trend,
    -- spend_trend: money spent in the later half of the look-back against the earlier
    ln((greatest(spend, 0) + 1) / (greatest(spend_before, 0) + 1)) AS spend_trend,
FROM counted
