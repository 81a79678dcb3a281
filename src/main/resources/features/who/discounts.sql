-- How much the shopper buys with discounts or coupons, where the log tells of any.
WITH bought AS (
    SELECT user_id, coalesce(coupon <> '', false) AS coupon, coalesce(try_cast(discount AS DOUBLE) > 0, false) AS discount
    FROM (SELECT user_id, json_extract_string(attributes, 'coupon') AS coupon,
            json_extract_string(attributes, 'discount') AS discount
        FROM seen WHERE user_id IS NOT NULL AND event_type = 'purchase'))
SELECT
    user_id,
    -- coupon_share: share of order lines bought with a coupon
    count(*) FILTER (WHERE coupon) / count(*) AS coupon_share,
    -- discount_share: share of order lines bought at a discount or with a coupon
    count(*) FILTER (WHERE coupon OR discount) / count(*) AS discount_share,
FROM bought
GROUP BY user_id
