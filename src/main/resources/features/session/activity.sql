-- What was done in the visit so far.
SELECT
    session_id, prefix, user_id,
    -- events: everything done so far
    count(*) AS events,
    -- views: looks at a product's page
    count(*) FILTER (WHERE event_type = 'view') AS views,
    -- list_views: products shown in lists
    count(*) FILTER (WHERE event_type = 'list_view') AS list_views,
    -- searches: searches
    count(*) FILTER (WHERE event_type = 'search') AS searches,
    -- cart_adds: products put into the cart
    count(*) FILTER (WHERE event_type = 'add_to_cart') AS cart_adds,
    -- cart_removals: products taken out of the cart
    count(*) FILTER (WHERE event_type = 'remove_from_cart') AS cart_removals,
    -- wishes: products put on the wish list
    count(*) FILTER (WHERE event_type = 'wishlist') AS wishes,
    -- checkouts: checkouts begun
    count(*) FILTER (WHERE event_type = 'begin_checkout') AS checkouts,
    -- reviews: reviews written
    count(*) FILTER (WHERE event_type = 'review') AS reviews,
    -- others: events of no other kind
    count(*) FILTER (WHERE event_type IN ('other', 'refund')) AS others,
    -- views_per_event: looks at products by events, smoothed by 1 in 2
    (count(*) FILTER (WHERE event_type = 'view') + 1) / (count(*) + 2) AS views_per_event,
    -- carts_per_view: products put into the cart by looks at products, smoothed by 1 in 20
    (count(*) FILTER (WHERE event_type = 'add_to_cart') + 1) / (count(*) FILTER (WHERE event_type = 'view') + 20)
        AS carts_per_view,
    -- last_type [categorical]: what was done last
    arg_max(event_type, n) AS last_type,
FROM prefix_events
GROUP BY session_id, prefix, user_id
