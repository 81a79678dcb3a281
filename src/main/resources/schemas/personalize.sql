-- AWS Personalize interactions: a CSV of the ECOMMERCE domain, seconds since 1970. What EVENT_VALUE measures depends on the
--   type of the event: of a purchase it is taken for its price, of a rating for that; a share that was watched and the like
--   say nothing of shopping. It is an attribute of all.
-- columns: USER_ID, ITEM_ID, TIMESTAMP, EVENT_TYPE
-- every line: TIMESTAMP, EVENT_TYPE
-- optional: EVENT_VALUE, RECOMMENDATION_ID
-- unused: IMPRESSION
-- words: Purchase = purchase, View = view
SELECT _at, "TIMESTAMP" AS event_time, EVENT_TYPE AS event_type, USER_ID AS user_id, ITEM_ID AS product_id,
    CASE WHEN lower(EVENT_TYPE) IN ('purchase', 'buy', 'order', 'transaction') THEN EVENT_VALUE END AS amount,
    CASE WHEN lower(EVENT_TYPE) IN ('rating', 'rate', 'review') THEN EVENT_VALUE END AS rating,
    json_object('value', EVENT_VALUE, 'recommendation_id', RECOMMENDATION_ID) AS attributes
FROM log
