-- What the shopper uses, where the log tells; a device is what attributes name so.
WITH used AS (
    SELECT user_id, n, lower(json_extract_string(attributes, 'device')) AS device
    FROM (SELECT user_id, attributes, count(*) AS n
        FROM seen WHERE user_id IS NOT NULL AND contains(attributes, '"device"') GROUP BY user_id, attributes))
SELECT
    user_id,
    -- mobile_share: share of events on a mobile phone, of those with a known device
    coalesce(sum(n) FILTER (WHERE device = 'mobile'), 0) / sum(n) AS mobile_share,
    -- tablet_share: share of events on a tablet, of those with a known device
    coalesce(sum(n) FILTER (WHERE device = 'tablet'), 0) / sum(n) AS tablet_share,
    -- desktop_share: share of events on a desktop computer, of those with a known device
    coalesce(sum(n) FILTER (WHERE device = 'desktop'), 0) / sum(n) AS desktop_share,
    -- devices: different kinds of device
    count(DISTINCT device) AS devices,
FROM used
WHERE device IS NOT NULL
GROUP BY user_id
