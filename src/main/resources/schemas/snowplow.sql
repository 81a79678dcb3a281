-- Snowplow e-commerce: enriched events as JSON or Parquet with the e-commerce action and its product contexts; the time is
--   the one derived from the device's and the collector's clocks. A checkout begins with its first step.
-- columns: event_id, collector_tstamp,
--   action [json] = unstruct_event_com_snowplowanalytics_snowplow_ecommerce_snowplow_ecommerce_action_1|unstruct_event_com_snowplowanalytics_snowplow_ecommerce_snowplow_ecommerce_action_1_0_2|unstruct_event_com_snowplowanalytics_snowplow_ecommerce_snowplow_ecommerce_action_1_0_1|unstruct_event_com_snowplowanalytics_snowplow_ecommerce_snowplow_ecommerce_action_1_0_0
-- every line: event_id, collector_tstamp
-- optional: derived_tstamp, event_name, event, user_id, domain_userid, domain_sessionid, page_url, geo_country, dvce_type,
--   products [json] = contexts_com_snowplowanalytics_snowplow_ecommerce_product_1|contexts_com_snowplowanalytics_snowplow_ecommerce_product_1_0_0,
--   transactions [json] = contexts_com_snowplowanalytics_snowplow_ecommerce_transaction_1|contexts_com_snowplowanalytics_snowplow_ecommerce_transaction_1_0_0,
--   refunds [json] = contexts_com_snowplowanalytics_snowplow_ecommerce_refund_1|contexts_com_snowplowanalytics_snowplow_ecommerce_refund_1_0_0,
--   steps [json] = contexts_com_snowplowanalytics_snowplow_ecommerce_checkout_step_1|contexts_com_snowplowanalytics_snowplow_ecommerce_checkout_step_1_0_0,
--   search [json] = unstruct_event_com_snowplowanalytics_snowplow_site_search_1|unstruct_event_com_snowplowanalytics_snowplow_site_search_1_0_0
-- words: add_to_cart = add_to_cart, remove_from_cart = remove_from_cart, product_view = view, list_click = other,
--   list_view = list_view, promo_click = other, promo_view = other, begin_checkout = begin_checkout,
--   checkout_step = other, transaction = purchase, refund = refund, trns_error = other, site_search = search,
--   page_view = other, page_ping = other, link_click = other
SELECT _at, event_id, coalesce(derived_tstamp, collector_tstamp) AS event_time, collector_tstamp AS received_time,
    CASE WHEN action ->> '$.type' = 'checkout_step' AND steps ->> '$[0].step' = '1' THEN 'begin_checkout'
        ELSE coalesce(action ->> '$.type', event_name, event) END AS event_type,
    user_id, domain_userid AS anonymous_id, domain_sessionid AS session_id, product.id AS product_id,
    product.name AS product_name, product.category AS category, product.brand AS brand, product.price AS price,
    product.quantity AS quantity,
    CASE WHEN product IS NULL
        THEN coalesce(transactions ->> '$[0].revenue', refunds ->> '$[0].refund_amount') END AS amount,
    coalesce(product.currency, transactions ->> '$[0].currency', refunds ->> '$[0].currency') AS currency,
    coalesce(transactions ->> '$[0].transaction_id', refunds ->> '$[0].transaction_id') AS order_id,
    array_to_string(from_json(search -> '$.terms', '["VARCHAR"]'), ' ') AS query,
    json_object('page', page_url, 'country', geo_country,
        'device', CASE WHEN dvce_type ILIKE 'computer' THEN 'desktop' ELSE dvce_type END, 'variant', product.variant,
        'list_price', product.list_price, 'coupon', transactions ->> '$[0].discount_code',
        'discount', transactions ->> '$[0].discount_amount') AS attributes,
    _item
FROM (
    SELECT *, unnest(listed) AS product, unnest(range(1, len(listed) + 1)) AS _item
    FROM (
        SELECT *,
            coalesce(nullif(from_json(products, '[{"id": "VARCHAR", "name": "VARCHAR", "category": "VARCHAR",
                "brand": "VARCHAR", "variant": "VARCHAR", "price": "VARCHAR", "list_price": "VARCHAR",
                "quantity": "VARCHAR", "currency": "VARCHAR"}]'), []), [NULL]) AS listed
        FROM log))
