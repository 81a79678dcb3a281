-- Foresale's own columns: the canonical event, for logs that are made for Foresale.
-- columns: event_time, event_type, user_id, product_id
-- every line: event_time, event_type
-- optional: event_id, received_time, anonymous_id, session_id, product_name, category, brand, price, quantity, currency,
--   order_id, query, review_text, rating, attributes [json]
-- words: view = view, list_view = list_view, search = search, add_to_cart = add_to_cart,
--   remove_from_cart = remove_from_cart, wishlist = wishlist, begin_checkout = begin_checkout, purchase = purchase,
--   refund = refund, review = review, other = other
SELECT * FROM log
