-- Foresale's own columns: the canonical event, for logs that are made for Foresale.
-- columns: event_time, event_type, user_id, product_id
-- every line: event_time, event_type
-- optional: event_id, received_time, anonymous_id, session_id, product_name, product_description, category, brand,
--   price, quantity, currency, order_id, query, review_text, rating, attributes [json], device, country, page, coupon, discount
-- words: view = view, list_view = list_view, search = search, add_to_cart = add_to_cart,
--   remove_from_cart = remove_from_cart, wishlist = wishlist, begin_checkout = begin_checkout, purchase = purchase,
--   refund = refund, review = review, other = other
SELECT * EXCLUDE (device, country, page, coupon, discount) REPLACE (
    CASE WHEN coalesce(device, country, page, coupon, discount) IS NULL THEN attributes
        WHEN attributes IS NULL THEN json_object(
            'device', device, 'country', country, 'page', page, 'coupon', coupon, 'discount', discount)
        -- The inner merge leaves out what is null, so that it takes nothing away from the attributes.
        ELSE json_merge_patch(attributes, json_merge_patch('{}', json_object(
            'device', device, 'country', country, 'page', page, 'coupon', coupon, 'discount', discount)))
    END AS attributes)
FROM log
