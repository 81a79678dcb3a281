-- How long the visit lasts and how fast it goes, in seconds.
WITH gaps AS (
    SELECT session_id, prefix, user_id, n, epoch_ms(event_time) AS millis,
        epoch_ms(event_time) - lag(epoch_ms(event_time)) OVER (
            PARTITION BY session_id, prefix, user_id ORDER BY event_time, n) AS gap
    FROM prefix_events)
SELECT
    session_id, prefix, user_id,
    -- seconds: seconds since the first event
    (max(millis) - min(millis)) / 1000 AS seconds,
    -- gap_mean: seconds between events, on average; unknown for a single event
    avg(gap) / 1000 AS gap_mean,
    -- gap_last: seconds between the last two events
    arg_max(gap, (millis, n)) / 1000 AS gap_last,
    -- gap_max: most seconds between two events
    max(gap) / 1000 AS gap_max,
FROM gaps
GROUP BY session_id, prefix, user_id
