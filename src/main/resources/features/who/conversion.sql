-- How much of one thing leads to another. Every ratio is smoothed: (a + 1) / (b + c), as if the shopper had also done b
-- another c times and a once of these, so that few events say little.
WITH counted AS (
    SELECT user_id, count(*) AS events,
        count(*) FILTER (WHERE event_type = 'view') AS views,
        count(*) FILTER (WHERE event_type = 'list_view') AS list_views,
        count(*) FILTER (WHERE event_type = 'search') AS searches,
        count(*) FILTER (WHERE event_type = 'add_to_cart') AS carts,
        count(*) FILTER (WHERE event_type = 'remove_from_cart') AS removals,
        count(*) FILTER (WHERE event_type = 'purchase') AS purchases,
        count(*) FILTER (WHERE event_type = 'refund') AS refunds
    FROM seen WHERE user_id IS NOT NULL GROUP BY user_id)
SELECT
    user_id,
    -- views_per_list_view: looks at products by products shown in lists, smoothed by 1 in 10
    (views + 1) / (list_views + 10) AS views_per_list_view,
    -- searches_per_event: searches by events, smoothed by 1 in 10
    (searches + 1) / (events + 10) AS searches_per_event,
    -- carts_per_view: products put into the cart by looks at products, smoothed by 1 in 20
    (carts + 1) / (views + 20) AS carts_per_view,
    -- removals_per_cart: products taken out of the cart by products put in, smoothed by 1 in 5
    (removals + 1) / (carts + 5) AS removals_per_cart,
    -- purchases_per_cart: order lines by products put into the cart, smoothed by 1 in 3
    (purchases + 1) / (carts + 3) AS purchases_per_cart,
    -- purchases_per_view: order lines by looks at products, smoothed by 1 in 50
    (purchases + 1) / (views + 50) AS purchases_per_view,
    -- refund_rate: order lines refunded by order lines, smoothed by 1 in 20
    (refunds + 1) / (purchases + 20) AS refund_rate,
FROM counted
