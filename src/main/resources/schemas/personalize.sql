-- AWS Personalize interactions: a CSV of the ECOMMERCE domain, seconds since 1970.
-- columns: USER_ID, ITEM_ID, TIMESTAMP, EVENT_TYPE
-- every line: TIMESTAMP, EVENT_TYPE
-- optional: EVENT_VALUE, IMPRESSION, RECOMMENDATION_ID
-- words: Purchase = purchase, View = view
SELECT _at, "TIMESTAMP" AS event_time, EVENT_TYPE AS event_type, USER_ID AS user_id, ITEM_ID AS product_id,
    json_object('value', EVENT_VALUE, 'recommendation_id', RECOMMENDATION_ID) AS attributes
FROM log
