-- GA4 e-commerce: what a shop pushes to the data layer of Tag Manager, in "ecommerce", or gives to gtag, beside the event;
--   as JSON with a time and a visitor added. Other logs have items, too: of a visitor there must be one of GA4's names.
-- columns: event, ecommerce [json] = ecommerce|items, time = timestamp|event_timestamp|event_time|timestamp_micros|time|ts,
--   visitor = client_id|clientId|user_pseudo_id|anonymous_id|visitor_id|user_id|userId|session_id|sessionId|ga_session_id
-- every line: event, time
-- optional: items [json], event_id = event_id|eventId, received = received_at|receivedAt|received_time,
--   user = user_id|userId, session = session_id|sessionId|ga_session_id, search_term = search_term|searchTerm, currency,
--   transaction_id, page = page_location|page|url, device = device_category|device, country, coupon, value
-- words: view_item = view, view_item_list = list_view, select_item = other, search = search,
--   view_search_results = search, add_to_wishlist = wishlist, add_to_cart = add_to_cart,
--   remove_from_cart = remove_from_cart, view_cart = other, begin_checkout = begin_checkout, add_shipping_info = other,
--   add_payment_info = other, purchase = purchase, refund = refund, view_promotion = other, select_promotion = other,
--   page_view = other, view_homepage = other
SELECT _at, event_id, time AS event_time, received AS received_time, event AS event_type, "user" AS user_id,
    -- A visit names no visitor where nothing else does.
    nullif(visitor, session) AS anonymous_id, session AS session_id, item.item_id AS product_id,
    item.item_name AS product_name, item.item_category AS category, item.item_brand AS brand, item.price AS price,
    item.quantity AS quantity,
    CASE WHEN item IS NULL THEN coalesce(ecommerce ->> '$.value', value) END AS amount,
    coalesce(ecommerce ->> '$.currency', currency) AS currency,
    coalesce(ecommerce ->> '$.transaction_id', transaction_id) AS order_id,
    coalesce(search_term, ecommerce ->> '$.search_term') AS query,
    json_object('device', device, 'country', country, 'page', page,
        'coupon', coalesce(item.coupon, ecommerce ->> '$.coupon', coupon), 'discount', item.discount,
        'variant', item.item_variant, 'list', item.item_list_name) AS attributes,
    _item
FROM (
    SELECT *, unnest(listed) AS item, unnest(range(1, len(listed) + 1)) AS _item
    FROM (
        SELECT *,
            coalesce(nullif(from_json(coalesce(ecommerce -> '$.items', items), '[{"item_id": "VARCHAR",
                "item_name": "VARCHAR", "item_brand": "VARCHAR", "item_category": "VARCHAR", "item_variant": "VARCHAR",
                "item_list_name": "VARCHAR", "price": "VARCHAR", "quantity": "VARCHAR", "coupon": "VARCHAR",
                "discount": "VARCHAR"}]'), []), [NULL]) AS listed
        FROM log))
