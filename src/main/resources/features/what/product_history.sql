-- What the shopper did to this very product, how often and how lately.
SELECT
    pairs.user_id,
    pairs.product_id,
    -- product_views_${window}: looked at this product
    count(*) FILTER (event_type = 'view' AND age < ${w}) AS product_views_${window},
    -- product_carts_${window}: put this product into the cart
    count(*) FILTER (event_type = 'add_to_cart' AND age < ${w}) AS product_carts_${window},
    -- product_bought_${window}: bought this product
    count(*) FILTER (event_type = 'purchase' AND age < ${w}) AS product_bought_${window},
    -- bought_before [boolean]: bought this product within the look-back
    count(*) FILTER (event_type = 'purchase') > 0 AS bought_before,
    -- product_wished: put this product on a wish list
    count(*) FILTER (event_type = 'wishlist') AS product_wished,
    -- product_removed: took this product out of the cart
    count(*) FILTER (event_type = 'remove_from_cart') AS product_removed,
    -- product_returned: gave this product back
    count(*) FILTER (event_type = 'refund') AS product_returned,
    -- product_rating: the last rating the shopper gave this product
    arg_min(rating, (age, rating)) FILTER (rating IS NOT NULL) AS product_rating,
    -- product_view_age: days since the shopper last looked at this product
    min(age) FILTER (event_type = 'view') AS product_view_age,
    -- product_cart_age: days since the shopper last put this product into the cart
    min(age) FILTER (event_type = 'add_to_cart') AS product_cart_age,
    -- product_bought_age: days since the shopper last bought this product
    min(age) FILTER (event_type = 'purchase') AS product_bought_age,
    -- product_in_cart: whether this product went into the cart after it was last bought or taken out
    (coalesce(min(age) FILTER (event_type = 'add_to_cart'), 1e9)
        < coalesce(min(age) FILTER (event_type IN ('purchase', 'remove_from_cart')), 1e9))::INTEGER AS product_in_cart,
FROM pairs JOIN seen ON seen.user_id = pairs.user_id AND seen.product_id = pairs.product_id
GROUP BY pairs.user_id, pairs.product_id
