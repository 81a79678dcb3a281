-- Segment and RudderStack e-commerce v2: track calls as JSON; identify calls tie a visitor to a customer. The time is the
--   corrected one, "timestamp"; the shop knew of an event when it was received. Devices are named by their systems.
-- columns: type, event, properties [json], messageId|message_id,
--   time = timestamp|originalTimestamp|original_timestamp
-- every line: type, messageId, time
-- optional: anonymousId|anonymous_id, userId|user_id, received = receivedAt|received_at, context [json]
-- unused: traits, sentAt|sent_at
-- words: Products Searched = search, Product List Viewed = list_view, Product List Filtered = list_view,
--   Product Clicked = other, Product Viewed = view, Product Added = add_to_cart, Product Removed = remove_from_cart,
--   Cart Viewed = other, Checkout Started = begin_checkout, Checkout Step Viewed = other,
--   Checkout Step Completed = other, Payment Info Entered = other, Order Completed = purchase, Order Updated = other,
--   Order Refunded = refund, Order Cancelled = refund, Coupon Entered = other, Coupon Applied = other,
--   Coupon Denied = other, Coupon Removed = other, Promotion Viewed = other, Promotion Clicked = other,
--   Product Added to Wishlist = wishlist, Product Removed from Wishlist = other,
--   Wishlist Product Added to Cart = add_to_cart, Product Shared = other, Cart Shared = other,
--   Product Reviewed = review, identify = other, page = other, screen = other, group = other, alias = other
SELECT _at, messageId AS event_id, time AS event_time, received AS received_time,
    CASE WHEN type = 'track' THEN event ELSE type END AS event_type, userId AS user_id, anonymousId AS anonymous_id,
    coalesce(properties ->> '$.session_id', context ->> '$.sessionId', context ->> '$.session_id') AS session_id,
    coalesce(nullif(product.product_id, ''), product.sku) AS product_id, product.name AS product_name,
    -- A list is of a category; what other calls with products name so is often the kind of the call.
    coalesce(product.category,
        CASE WHEN event IN ('Product List Viewed', 'Product List Filtered') THEN properties ->> '$.category' END) AS category,
    product.brand AS brand, product.price AS price, product.quantity AS quantity,
    CASE WHEN coalesce(nullif(product.product_id, ''), product.sku) IS NULL
        THEN coalesce(properties ->> '$.revenue', properties ->> '$.total') END AS amount,
    coalesce(properties ->> '$.currency', product.currency) AS currency, properties ->> '$.order_id' AS order_id,
    -- An object with neither is no text that was searched for.
    coalesce(properties ->> '$.query.query', properties ->> '$.query.text',
        CASE WHEN json_type(properties, '$.query') <> 'OBJECT' THEN properties ->> '$.query' END) AS query,
    properties ->> '$.review_body' AS review_text,
    -- A product list has ratings of its own; only a review's counts.
    CASE WHEN event = 'Product Reviewed' THEN properties ->> '$.rating' END AS rating,
    json_object('coupon', coalesce(product.coupon, properties ->> '$.coupon'), 'discount', properties ->> '$.discount',
        'variant', product.variant, 'page', coalesce(context ->> '$.page.path', context ->> '$.page.url'),
        'locale', context ->> '$.locale', 'campaign', context ->> '$.campaign.name',
        'device', CASE WHEN starts_with(lower(context ->> '$.device.model'), 'ipad') THEN 'tablet'
            WHEN lower(context ->> '$.device.type') IN ('ios', 'android') THEN 'mobile'
            ELSE context ->> '$.device.type' END) AS attributes,
    _item
FROM (
    SELECT *, unnest(listed) AS product, unnest(range(1, len(listed) + 1)) AS _item
    FROM (
        SELECT *,
            coalesce(nullif(from_json(properties -> '$.products', '[{"product_id": "VARCHAR", "sku": "VARCHAR",
                "name": "VARCHAR", "category": "VARCHAR", "brand": "VARCHAR", "variant": "VARCHAR", "price": "VARCHAR",
                "quantity": "VARCHAR", "coupon": "VARCHAR", "currency": "VARCHAR"}]'), []),
                [from_json(properties, '{"product_id": "VARCHAR", "sku": "VARCHAR", "name": "VARCHAR",
                "category": "VARCHAR", "brand": "VARCHAR", "variant": "VARCHAR", "price": "VARCHAR",
                "quantity": "VARCHAR", "coupon": "VARCHAR", "currency": "VARCHAR"}')]) AS listed
        FROM log))
