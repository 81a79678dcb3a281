-- Metarank: interactions and rankings as JSON, milliseconds since 1970; a ranking shows several items. Item and user
--   metadata are no acts of a visitor and count as other.
-- columns: event, id, timestamp, user
-- every line: event, id, timestamp
-- optional: session, type, item, ranking, items [json], fields [json]
-- words: ranking = list_view, click = view, purchase = purchase, like = wishlist, item = other, user = other
SELECT _at, id AS event_id, timestamp AS event_time,
    CASE WHEN event = 'interaction' THEN type ELSE event END AS event_type,
    user AS user_id, session AS session_id,
    unnest(CASE WHEN event = 'ranking' AND len(shown) > 0 THEN shown ELSE [item] END) AS product_id,
    unnest(range(1, CASE WHEN event = 'ranking' AND len(shown) > 0 THEN len(shown) + 1 ELSE 2 END)) AS _item,
    list_filter(named, lambda f: f.name = 'query')[1].value AS query,
    list_filter(named, lambda f: f.name IN ('title', 'name'))[1].value AS product_name,
    list_filter(named, lambda f: f.name = 'description')[1].value AS product_description,
    list_filter(named, lambda f: f.name = 'category')[1].value AS category,
    list_filter(named, lambda f: f.name = 'brand')[1].value AS brand,
    list_filter(named, lambda f: f.name = 'price')[1].value AS price,
    list_filter(named, lambda f: f.name = 'quantity')[1].value AS quantity,
    json_object('ranking', ranking) AS attributes
FROM (
    SELECT *, list_transform(from_json(items, '[{"id": "VARCHAR"}]'), lambda i: i.id) AS shown,
        from_json(fields, '[{"name": "VARCHAR", "value": "VARCHAR"}]') AS named
    FROM log)
