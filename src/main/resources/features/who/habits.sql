-- When the shopper comes: shares of events by hour and weekday in the time zone of the data set, UTC
-- where it names none, and how evenly they spread, as entropy in nats.
WITH told AS (SELECT user_id, event_time${local} AS local FROM seen WHERE user_id IS NOT NULL),
counted AS (
    SELECT user_id, count(*) AS events,
        count(*) FILTER (WHERE hour(local) < 6) AS night,
        count(*) FILTER (WHERE hour(local) BETWEEN 6 AND 11) AS morning,
        count(*) FILTER (WHERE hour(local) BETWEEN 12 AND 17) AS afternoon,
        count(*) FILTER (WHERE hour(local) >= 18) AS evening,
        count(*) FILTER (WHERE isodow(local) = 1) AS mon,
        count(*) FILTER (WHERE isodow(local) = 2) AS tue,
        count(*) FILTER (WHERE isodow(local) = 3) AS wed,
        count(*) FILTER (WHERE isodow(local) = 4) AS thu,
        count(*) FILTER (WHERE isodow(local) = 5) AS fri,
        count(*) FILTER (WHERE isodow(local) = 6) AS sat,
        count(*) FILTER (WHERE isodow(local) = 7) AS sun
    FROM told GROUP BY user_id)
SELECT
    user_id,
    -- night_share: share of events from midnight to 6
    night / events AS night_share,
    -- morning_share: share of events from 6 to noon
    morning / events AS morning_share,
    -- afternoon_share: share of events from noon to 18
    afternoon / events AS afternoon_share,
    -- evening_share: share of events from 18 to midnight
    evening / events AS evening_share,
    -- weekend_share: share of events on Saturdays and Sundays
    (sat + sun) / events AS weekend_share,
    -- hour_spread: how evenly events spread over the four parts of the day, from 0 to ln 4
    ln(events) - (night * ln(greatest(night, 1)) + morning * ln(greatest(morning, 1))
        + afternoon * ln(greatest(afternoon, 1)) + evening * ln(greatest(evening, 1))) / events AS hour_spread,
    -- weekday_spread: how evenly events spread over the weekdays, from 0 to ln 7
    ln(events) - (mon * ln(greatest(mon, 1)) + tue * ln(greatest(tue, 1)) + wed * ln(greatest(wed, 1))
        + thu * ln(greatest(thu, 1)) + fri * ln(greatest(fri, 1)) + sat * ln(greatest(sat, 1))
        + sun * ln(greatest(sun, 1))) / events AS weekday_spread,
FROM counted
