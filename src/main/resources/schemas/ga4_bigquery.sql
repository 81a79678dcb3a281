-- GA4 BigQuery export: newline-delimited JSON or Parquet of the events_ tables, microseconds since 1970 in UTC. A visit is
--   the visitor with the parameter ga_session_id; "(not set)" is no value. Events have no id before batches were numbered.
-- columns: event_timestamp, event_name, user_pseudo_id
-- every line: event_timestamp, event_name
-- optional: user_id, event_params [json], items [json], ecommerce [json], device [json], geo [json],
--   event_bundle_sequence_id, event_server_timestamp_offset, batch_page_id, batch_ordering_id, batch_event_index
-- unused: event_date, event_previous_timestamp, event_value_in_usd, user_properties, traffic_source
-- words: view_item = view, view_item_list = list_view, select_item = other, search = search,
--   view_search_results = search, add_to_wishlist = wishlist, add_to_cart = add_to_cart,
--   remove_from_cart = remove_from_cart, view_cart = other, begin_checkout = begin_checkout, add_shipping_info = other,
--   add_payment_info = other, purchase = purchase, refund = refund, view_promotion = other, select_promotion = other,
--   page_view = other, session_start = other, first_visit = other, user_engagement = other, scroll = other,
--   click = other, view_homepage = other, login = other, sign_up = other, generate_lead = other, share = other,
--   select_content = other, form_start = other, form_submit = other, file_download = other, video_start = other,
--   video_progress = other, video_complete = other
SELECT _at,
    CASE WHEN batch_event_index IS NOT NULL
        THEN concat_ws('-', user_pseudo_id, event_timestamp, event_name, event_bundle_sequence_id, batch_page_id,
            batch_ordering_id, batch_event_index) END AS event_id,
    event_timestamp AS event_time,
    (try_cast(event_timestamp AS BIGINT) + greatest(try_cast(event_server_timestamp_offset AS BIGINT), 0))::VARCHAR
        AS received_time,
    event_name AS event_type, user_id, user_pseudo_id AS anonymous_id,
    user_pseudo_id || '.' || list_filter(params, lambda p: p.key = 'ga_session_id')[1].value.int_value AS session_id,
    nullif(item.item_id, '(not set)') AS product_id, nullif(item.item_name, '(not set)') AS product_name,
    nullif(item.item_category, '(not set)') AS category, nullif(item.item_brand, '(not set)') AS brand,
    item.price AS price, item.quantity AS quantity,
    CASE WHEN item IS NULL
        THEN coalesce(ecommerce ->> '$.purchase_revenue', ecommerce ->> '$.refund_value',
            list_filter(params, lambda p: p.key = 'value')[1].value.double_value,
            list_filter(params, lambda p: p.key = 'value')[1].value.float_value,
            list_filter(params, lambda p: p.key = 'value')[1].value.int_value) END AS amount,
    list_filter(params, lambda p: p.key = 'currency')[1].value.string_value AS currency,
    coalesce(nullif(ecommerce ->> '$.transaction_id', '(not set)'),
        list_filter(params, lambda p: p.key = 'transaction_id')[1].value.string_value) AS order_id,
    list_filter(params, lambda p: p.key = 'search_term')[1].value.string_value AS query,
    json_object('device', device ->> '$.category', 'country', geo ->> '$.country',
        'page', list_filter(params, lambda p: p.key = 'page_location')[1].value.string_value,
        'coupon', coalesce(nullif(item.coupon, '(not set)'), list_filter(params, lambda p: p.key = 'coupon')[1].value.string_value),
        'discount', item.discount, 'variant', nullif(item.item_variant, '(not set)'),
        'list', nullif(item.item_list_name, '(not set)')) AS attributes,
    _item
FROM (
    SELECT *, unnest(listed) AS item, unnest(range(1, len(listed) + 1)) AS _item
    FROM (
        SELECT *,
            coalesce(nullif(from_json(items, '[{"item_id": "VARCHAR", "item_name": "VARCHAR", "item_brand": "VARCHAR",
                "item_category": "VARCHAR", "item_variant": "VARCHAR", "item_list_name": "VARCHAR", "price": "VARCHAR",
                "quantity": "VARCHAR", "coupon": "VARCHAR", "discount": "VARCHAR"}]'), []), [NULL]) AS listed,
            from_json(event_params, '[{"key": "VARCHAR", "value": {"string_value": "VARCHAR", "int_value": "VARCHAR",
                "float_value": "VARCHAR", "double_value": "VARCHAR"}}]') AS params
        FROM log))
