-- Google Retail user events: UserEvent as JSON, in camelCase (REST) or snake_case, times in ISO 8601. Attributes of the
--   shop's own, {"channel": {"text": ["mail"]}}, are kept beside the page and the cart as {"channel": "mail"}; where there are
--   several values, as a list.
-- columns: event_type = eventType|event_type, visitor = visitorId|visitor_id, event_time = eventTime|event_time
-- every line: event_type, visitor, event_time
-- optional: session = sessionId|session_id, products [json] = productDetails|product_details,
--   search_query = searchQuery|search_query, page_categories [json] = pageCategories|page_categories,
--   purchase [json] = purchaseTransaction|purchase_transaction, person [json] = userInfo|user_info, uri,
--   cart_id = cartId|cart_id, attributes [json]
-- unused: referrerUri|referrer_uri, pageViewId|page_view_id, attributionToken|attribution_token
-- words: add-to-cart = add_to_cart, remove-from-cart = remove_from_cart, category-page-view = list_view,
--   completion = other, detail-page-view = view, home-page-view = other, promotion-offered = other,
--   promotion-not-offered = other, purchase-complete = purchase, search = search, shopping-cart-page-view = other
SELECT _at, event_time, event_type, coalesce(person ->> '$.userId', person ->> '$.user_id') AS user_id,
    visitor AS anonymous_id, session AS session_id, detail.product.id AS product_id, detail.product.title AS product_name,
    detail.product.description AS product_description,
    coalesce(detail.product.categories[1], page_categories ->> '$[0]') AS category, detail.product.brands[1] AS brand,
    coalesce(detail.product.priceInfo.price, detail.product.price_info.price) AS price, detail.quantity AS quantity,
    CASE WHEN detail IS NULL THEN purchase ->> '$.revenue' END AS amount,
    coalesce(purchase ->> '$.currencyCode', purchase ->> '$.currency_code', detail.product.priceInfo.currencyCode,
        detail.product.price_info.currency_code) AS currency,
    purchase ->> '$.id' AS order_id, search_query AS query,
    -- Merging leaves out what is null, so that it takes nothing away from the shop's own.
    json_merge_patch(coalesce(custom, '{}'), json_merge_patch('{}', json_object('page', uri, 'cart_id', cart_id)))
        AS attributes,
    _item
FROM (
    SELECT *, unnest(listed) AS detail, unnest(range(1, len(listed) + 1)) AS _item
    FROM (
        SELECT *,
            coalesce(nullif(from_json(products, '[{"product": {"id": "VARCHAR", "title": "VARCHAR",
                "description": "VARCHAR", "categories": ["VARCHAR"], "brands": ["VARCHAR"],
                "priceInfo": {"price": "VARCHAR", "currencyCode": "VARCHAR"},
                "price_info": {"price": "VARCHAR", "currency_code": "VARCHAR"}}, "quantity": "VARCHAR"}]'), []), [NULL])
                AS listed,
            to_json(map_from_entries(list_transform(
                list_transform(map_entries(try_cast(attributes AS MAP(VARCHAR, JSON))),
                    lambda a: {'name': a.key,
                        'values': coalesce(nullif(a.value -> '$.text', '[]'), a.value -> '$.numbers', a.value)}),
                lambda a: {'k': a.name,
                    'v': CASE WHEN json_array_length(a.values) = 1 THEN a.values -> '$[0]' ELSE a.values END}))) AS custom
        FROM log))
