-- When the visit takes place, in the time zone of the data set, UTC where it names none.
SELECT
    session_id, prefix, user_id,
    -- hour: hour of the day of the last event, with its fraction
    hour(local) + minute(local) / 60 AS hour,
    -- day_part [categorical]: part of the day
    CASE WHEN hour(local) < 6 THEN 'night' WHEN hour(local) < 12 THEN 'morning'
        WHEN hour(local) < 18 THEN 'afternoon' ELSE 'evening' END AS day_part,
    -- weekday [categorical]: day of the week
    dayname(local) AS weekday,
    -- weekend [boolean]: whether it is Saturday or Sunday
    isodow(local) >= 6 AS weekend,
FROM (SELECT *, latest${local} AS local FROM prefixes)
