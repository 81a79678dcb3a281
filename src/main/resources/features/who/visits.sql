-- How often the shopper comes and what the visits are like.
WITH visits AS (
    SELECT user_id, min(age) AS age, count(*) AS events, count(*) FILTER (WHERE event_type = 'view') AS views,
        epoch_ms(max(event_time)) - epoch_ms(min(event_time)) AS millis,
        count(*) FILTER (WHERE event_type = 'purchase') > 0 AS bought
    FROM seen WHERE user_id IS NOT NULL GROUP BY user_id, session_id)
SELECT
    user_id,
    -- sessions_${window}: visits
    count(*) FILTER (WHERE age < ${w}) AS sessions_${window},
    -- session_events_mean: events a visit, on average
    avg(events) AS session_events_mean,
    -- session_events_max: events of the busiest visit
    max(events)::DOUBLE AS session_events_max,
    -- session_views_mean: looks at products a visit, on average
    avg(views) AS session_views_mean,
    -- session_minutes_mean: minutes from a visit's first to its last event, on average
    avg(millis) / 60000 AS session_minutes_mean,
    -- session_minutes_max: minutes of the longest visit
    max(millis) / 60000 AS session_minutes_max,
    -- single_event_share: share of visits of one event only
    count(*) FILTER (WHERE events = 1) / count(*) AS single_event_share,
    -- buying_session_share: share of visits with a purchase, smoothed by 1 in 20
    (count(*) FILTER (WHERE bought) + 1) / (count(*) + 20) AS buying_session_share,
    -- since_idle_session: days since the last visit without a purchase
    min(age) FILTER (WHERE NOT bought) AS since_idle_session,
FROM visits
GROUP BY user_id
