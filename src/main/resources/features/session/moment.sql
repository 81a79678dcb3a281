-- When the visit takes place (UTC).
SELECT
    session_id, prefix, user_id,
    -- hour: hour of the day of the last event, with its fraction
    hour(as_of) + minute(as_of) / 60 AS hour,
    -- day_part [categorical]: part of the day
    CASE WHEN hour(as_of) < 6 THEN 'night' WHEN hour(as_of) < 12 THEN 'morning'
        WHEN hour(as_of) < 18 THEN 'afternoon' ELSE 'evening' END AS day_part,
    -- weekday [categorical]: day of the week
    dayname(as_of) AS weekday,
    -- weekend [boolean]: whether it is Saturday or Sunday
    isodow(as_of) >= 6 AS weekend,
FROM prefixes
