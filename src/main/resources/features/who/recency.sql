-- How long ago the shopper did what, in days; unknown for what was never done.
SELECT
    user_id,
    -- tenure: days since the first event within the look-back
    max(age) AS tenure,
    -- since_event: days since the last event of any kind
    min(age) AS since_event,
    -- since_view: days since the last look at a product's page
    min(age) FILTER (WHERE event_type = 'view') AS since_view,
    -- since_list_view: days since a product was last shown in a list
    min(age) FILTER (WHERE event_type = 'list_view') AS since_list_view,
    -- since_search: days since the last search
    min(age) FILTER (WHERE event_type = 'search') AS since_search,
    -- since_cart_add: days since a product was last put into the cart
    min(age) FILTER (WHERE event_type = 'add_to_cart') AS since_cart_add,
    -- since_cart_removal: days since a product was last taken out of the cart
    min(age) FILTER (WHERE event_type = 'remove_from_cart') AS since_cart_removal,
    -- since_wish: days since a product was last put on the wish list
    min(age) FILTER (WHERE event_type = 'wishlist') AS since_wish,
    -- since_checkout: days since a checkout was last begun
    min(age) FILTER (WHERE event_type = 'begin_checkout') AS since_checkout,
    -- since_purchase: days since the last purchase
    min(age) FILTER (WHERE event_type = 'purchase') AS since_purchase,
    -- since_refund: days since the last refund
    min(age) FILTER (WHERE event_type = 'refund') AS since_refund,
    -- since_review: days since the last review
    min(age) FILTER (WHERE event_type = 'review') AS since_review,
    -- since_other: days since the last event of no other kind
    min(age) FILTER (WHERE event_type = 'other') AS since_other,
FROM seen
WHERE user_id IS NOT NULL
GROUP BY user_id
