-- Gorse feedback: one row per act of a user on an item.
-- columns: FeedbackType|feedback_type, UserId|user_id, ItemId|item_id, Timestamp|time_stamp
-- every line: FeedbackType, Timestamp
-- optional: Value, Comment
-- words: read = view, star = wishlist, like = wishlist
SELECT _at, "Timestamp" AS event_time, FeedbackType AS event_type, UserId AS user_id, ItemId AS product_id,
    Comment AS review_text, json_object('value', Value) AS attributes
FROM log
