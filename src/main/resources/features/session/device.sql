-- What the visitor uses, where the log tells.
SELECT
    session_id, prefix, user_id,
    -- device [categorical]: the kind of device last used
    arg_max(lower(json_extract_string(attributes, 'device')), n) AS device,
FROM prefix_events
WHERE contains(attributes, '"device"')
GROUP BY session_id, prefix, user_id
