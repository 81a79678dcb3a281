-- REES46: clickstream exports of REES46 and of shops that use its columns, one row per event, times in UTC.
-- columns: event_time, event_type, product_id, user_id, user_session
-- every line: event_time, event_type
-- optional: category_id, category_code, brand, price
-- words: view = view, cart = add_to_cart, remove_from_cart = remove_from_cart, purchase = purchase
SELECT _at, event_time, event_type, user_id, user_session AS session_id, product_id,
    coalesce(category_code, category_id) AS category, brand, price,
    CASE WHEN category_code IS NOT NULL AND category_id IS NOT NULL THEN json_object('category_id', category_id) END
        AS attributes
FROM log
