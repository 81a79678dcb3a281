-- When the visit takes place (UTC).
SELECT
    session_id, prefix, user_id,
    -- hour: hour of the day of the last event, with its fraction
    hour(latest) + minute(latest) / 60 AS hour,
    -- day_part [categorical]: part of the day
    CASE WHEN hour(latest) < 6 THEN 'night' WHEN hour(latest) < 12 THEN 'morning'
        WHEN hour(latest) < 18 THEN 'afternoon' ELSE 'evening' END AS day_part,
    -- weekday [categorical]: day of the week
    dayname(latest) AS weekday,
    -- weekend [boolean]: whether it is Saturday or Sunday
    isodow(latest) >= 6 AS weekend,
FROM prefixes
