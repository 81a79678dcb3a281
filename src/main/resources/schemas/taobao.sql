-- Taobao UserBehavior: page views, carts, favourites and purchases; the file has no header, seconds since 1970.
-- columns: user_id, item_id, category_id, behavior_type, timestamp
-- every line: behavior_type, timestamp
-- words: pv = view, buy = purchase, cart = add_to_cart, fav = wishlist
SELECT _at, timestamp AS event_time, behavior_type AS event_type, user_id, item_id AS product_id,
    category_id AS category
FROM log
