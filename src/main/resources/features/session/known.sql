-- What was known of the visitor from earlier visits when this one began.
SELECT
    p.session_id, p.prefix, p.user_id,
    -- identified [boolean]: whether the visitor has an id of their own
    p.user_id IS NOT NULL AND a.named IS NULL AS identified,
    -- earlier_sessions: earlier visits
    coalesce(k.sessions, 0) AS earlier_sessions,
    -- earlier_events: events in earlier visits
    coalesce(k.events, 0) AS earlier_events,
    -- earlier_purchases: order lines bought in earlier visits
    coalesce(k.purchases, 0) AS earlier_purchases,
    -- earlier_spend: money spent in earlier visits
    coalesce(k.spend, 0) AS earlier_spend,
    -- since_session: days from the last earlier visit to the start of this one
    (epoch_us(k.began) - epoch_us(k.ended)) / 8.64e10 AS since_session,
    -- since_purchase: days from the last earlier purchase to the start of this visit
    (epoch_us(k.began) - epoch_us(k.purchased)) / 8.64e10 AS since_purchase,
FROM prefixes AS p
LEFT JOIN prior AS k ON k.session_id = p.session_id AND k.user_id = p.user_id AND k.prefix = p.prefix
LEFT JOIN anonymous AS a
    ON a.session_id = p.session_id AND a.user_id = p.user_id AND a.nobody AND a.named > p.as_of
