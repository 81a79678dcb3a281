-- How often the shopper did what.
SELECT
    user_id,
    -- events_${window}: everything the shopper did
    count(*) FILTER (WHERE age < ${w}) AS events_${window},
    -- views_${window}: looks at a product's page
    count(*) FILTER (WHERE event_type = 'view' AND age < ${w}) AS views_${window},
    -- list_views_${window}: products shown in lists
    count(*) FILTER (WHERE event_type = 'list_view' AND age < ${w}) AS list_views_${window},
    -- searches_${window}: searches
    count(*) FILTER (WHERE event_type = 'search' AND age < ${w}) AS searches_${window},
    -- cart_adds_${window}: products put into the cart
    count(*) FILTER (WHERE event_type = 'add_to_cart' AND age < ${w}) AS cart_adds_${window},
    -- cart_removals_${window}: products taken out of the cart
    count(*) FILTER (WHERE event_type = 'remove_from_cart' AND age < ${w}) AS cart_removals_${window},
    -- wishes_${window}: products put on the wish list
    count(*) FILTER (WHERE event_type = 'wishlist' AND age < ${w}) AS wishes_${window},
    -- checkouts_${window}: checkouts begun
    count(*) FILTER (WHERE event_type = 'begin_checkout' AND age < ${w}) AS checkouts_${window},
    -- purchases_${window}: order lines bought
    count(*) FILTER (WHERE event_type = 'purchase' AND age < ${w}) AS purchases_${window},
    -- refunds_${window}: order lines refunded
    count(*) FILTER (WHERE event_type = 'refund' AND age < ${w}) AS refunds_${window},
    -- reviews_${window}: reviews written
    count(*) FILTER (WHERE event_type = 'review' AND age < ${w}) AS reviews_${window},
    -- others_${window}: events of no other kind
    count(*) FILTER (WHERE event_type = 'other' AND age < ${w}) AS others_${window},
FROM seen
WHERE user_id IS NOT NULL
GROUP BY user_id
