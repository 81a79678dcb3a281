-- The columns of who, at a look-back of 28 days, as somebody writes them for this log alone: one pass for what counts events,
-- and one for each thing that has to be grouped first.
CREATE TABLE computed AS
WITH links AS (
    SELECT anonymous_id, min(received_time) AS since, arg_min(user_id, received_time) AS user_id
    FROM ${events} WHERE anonymous_id <> user_id GROUP BY anonymous_id),
recent AS (
    SELECT coalesce(l.user_id, e.user_id) AS user_id, e.session_id, event_time, received_time, event_type, product_id,
        category, brand, price, quantity, order_id, attributes, (${t} - epoch_us(event_time)) / 8.64e10 AS age,
        (price * coalesce(quantity, 1))::DECIMAL(18, 4) AS amount
    FROM ${events} e
    LEFT JOIN links l ON l.anonymous_id = e.user_id AND l.since <= make_timestamp(${t})
    WHERE event_time <= make_timestamp(${t}) AND received_time <= make_timestamp(${t})
        AND event_time > make_timestamp(${t}) - INTERVAL 28 DAYS AND e.user_id IS NOT NULL),
busy AS (SELECT user_id, event_time::DATE AS day FROM recent GROUP BY ALL HAVING count(*) > 2000),
seen AS MATERIALIZED (
    SELECT * FROM recent WHERE (user_id, event_time::DATE) NOT IN (SELECT (user_id, day) FROM busy)
    UNION ALL
    SELECT * FROM recent WHERE (user_id, event_time::DATE) IN (SELECT (user_id, day) FROM busy)
    QUALIFY row_number() OVER (PARTITION BY user_id, event_time::DATE ORDER BY received_time) <= 2000),
flat AS (
    SELECT user_id,
        count(*) FILTER (age <= 1) AS events_1d,
        count(*) FILTER (age <= 7) AS events_7d,
        count(*) FILTER (age <= 28) AS events_all,
        count(*) FILTER (event_type = 'view' AND age <= 1) AS views_1d,
        count(*) FILTER (event_type = 'view' AND age <= 7) AS views_7d,
        count(*) FILTER (event_type = 'view' AND age <= 28) AS views_all,
        count(*) FILTER (event_type = 'list_view' AND age <= 1) AS list_views_1d,
        count(*) FILTER (event_type = 'list_view' AND age <= 7) AS list_views_7d,
        count(*) FILTER (event_type = 'list_view' AND age <= 28) AS list_views_all,
        count(*) FILTER (event_type = 'search' AND age <= 1) AS searches_1d,
        count(*) FILTER (event_type = 'search' AND age <= 7) AS searches_7d,
        count(*) FILTER (event_type = 'search' AND age <= 28) AS searches_all,
        count(*) FILTER (event_type = 'add_to_cart' AND age <= 1) AS cart_adds_1d,
        count(*) FILTER (event_type = 'add_to_cart' AND age <= 7) AS cart_adds_7d,
        count(*) FILTER (event_type = 'add_to_cart' AND age <= 28) AS cart_adds_all,
        count(*) FILTER (event_type = 'remove_from_cart' AND age <= 1) AS cart_removals_1d,
        count(*) FILTER (event_type = 'remove_from_cart' AND age <= 7) AS cart_removals_7d,
        count(*) FILTER (event_type = 'remove_from_cart' AND age <= 28) AS cart_removals_all,
        count(*) FILTER (event_type = 'wishlist' AND age <= 1) AS wishes_1d,
        count(*) FILTER (event_type = 'wishlist' AND age <= 7) AS wishes_7d,
        count(*) FILTER (event_type = 'wishlist' AND age <= 28) AS wishes_all,
        count(*) FILTER (event_type = 'begin_checkout' AND age <= 1) AS checkouts_1d,
        count(*) FILTER (event_type = 'begin_checkout' AND age <= 7) AS checkouts_7d,
        count(*) FILTER (event_type = 'begin_checkout' AND age <= 28) AS checkouts_all,
        count(*) FILTER (event_type = 'purchase' AND age <= 1) AS purchases_1d,
        count(*) FILTER (event_type = 'purchase' AND age <= 7) AS purchases_7d,
        count(*) FILTER (event_type = 'purchase' AND age <= 28) AS purchases_all,
        count(*) FILTER (event_type = 'refund' AND age <= 1) AS refunds_1d,
        count(*) FILTER (event_type = 'refund' AND age <= 7) AS refunds_7d,
        count(*) FILTER (event_type = 'refund' AND age <= 28) AS refunds_all,
        count(*) FILTER (event_type = 'review' AND age <= 1) AS reviews_1d,
        count(*) FILTER (event_type = 'review' AND age <= 7) AS reviews_7d,
        count(*) FILTER (event_type = 'review' AND age <= 28) AS reviews_all,
        count(*) FILTER (event_type = 'other' AND age <= 1) AS others_1d,
        count(*) FILTER (event_type = 'other' AND age <= 7) AS others_7d,
        count(*) FILTER (event_type = 'other' AND age <= 28) AS others_all,
        max(age) AS tenure, min(age) AS since_event,
        min(age) FILTER (event_type = 'view') AS since_view,
        min(age) FILTER (event_type = 'list_view') AS since_list_view,
        min(age) FILTER (event_type = 'search') AS since_search,
        min(age) FILTER (event_type = 'add_to_cart') AS since_cart_add,
        min(age) FILTER (event_type = 'remove_from_cart') AS since_cart_removal,
        min(age) FILTER (event_type = 'wishlist') AS since_wish,
        min(age) FILTER (event_type = 'begin_checkout') AS since_checkout,
        min(age) FILTER (event_type = 'purchase') AS since_purchase,
        min(age) FILTER (event_type = 'refund') AS since_refund,
        min(age) FILTER (event_type = 'review') AS since_review,
        min(age) FILTER (event_type = 'other') AS since_other,
        count(*) FILTER (age > 7 AND age <= 14) AS week_before,
        count(*) FILTER (age <= 14) AS late, count(*) FILTER (event_type = 'view' AND age <= 14) AS late_views,
        count(*) FILTER (event_type = 'add_to_cart' AND age <= 14) AS late_carts,
        coalesce(sum(amount) FILTER (event_type = 'purchase' AND age <= 14), 0) AS late_spend,
        coalesce(sum(amount) FILTER (event_type = 'purchase' AND age > 14), 0) AS early_spend,
        count(*) FILTER (hour(event_time) < 6) AS night, count(*) FILTER (hour(event_time) BETWEEN 6 AND 11) AS morning,
        count(*) FILTER (hour(event_time) BETWEEN 12 AND 17) AS afternoon, count(*) FILTER (hour(event_time) >= 18) AS evening,
        count(*) FILTER (isodow(event_time) = 1) AS mon,
        count(*) FILTER (isodow(event_time) = 2) AS tue,
        count(*) FILTER (isodow(event_time) = 3) AS wed,
        count(*) FILTER (isodow(event_time) = 4) AS thu,
        count(*) FILTER (isodow(event_time) = 5) AS fri,
        count(*) FILTER (isodow(event_time) = 6) AS sat,
        count(*) FILTER (isodow(event_time) = 7) AS sun,
        avg(price) FILTER (event_type = 'view' AND price > 0) AS price_viewed_mean,
        max(price) FILTER (event_type = 'view' AND price > 0) AS price_viewed_max,
        avg(price) FILTER (event_type = 'add_to_cart' AND price > 0) AS price_carted_mean,
        avg(price) FILTER (event_type = 'purchase' AND price > 0) AS price_bought_mean,
        min(price) FILTER (event_type = 'purchase' AND price > 0) AS price_bought_min,
        max(price) FILTER (event_type = 'purchase' AND price > 0) AS price_bought_max
    FROM seen GROUP BY user_id),
things AS (
    SELECT user_id, 'p' AS kind, min(age) AS age, count(*) AS n FROM seen WHERE product_id IS NOT NULL GROUP BY user_id, product_id
    UNION ALL
    SELECT user_id, 'c', min(age), count(*) FROM seen WHERE category IS NOT NULL GROUP BY user_id, category
    UNION ALL
    SELECT user_id, 'b', min(age), count(*) FROM seen WHERE brand IS NOT NULL GROUP BY user_id, brand
    UNION ALL
    SELECT user_id, 'd', min(age), count(*) FROM seen GROUP BY user_id, event_time::DATE),
variety AS (
    SELECT user_id,
        count(*) FILTER (kind = 'p' AND age <= 1) AS products_1d,
        count(*) FILTER (kind = 'p' AND age <= 7) AS products_7d,
        count(*) FILTER (kind = 'p' AND age <= 28) AS products_all,
        count(*) FILTER (kind = 'c' AND age <= 1) AS categories_1d,
        count(*) FILTER (kind = 'c' AND age <= 7) AS categories_7d,
        count(*) FILTER (kind = 'c' AND age <= 28) AS categories_all,
        count(*) FILTER (kind = 'b' AND age <= 1) AS brands_1d,
        count(*) FILTER (kind = 'b' AND age <= 7) AS brands_7d,
        count(*) FILTER (kind = 'b' AND age <= 28) AS brands_all,
        count(*) FILTER (kind = 'd' AND age <= 1) AS days_1d,
        count(*) FILTER (kind = 'd' AND age <= 7) AS days_7d,
        count(*) FILTER (kind = 'd' AND age <= 28) AS days_all,
        sum(n * n) FILTER (kind = 'p') / pow(sum(n) FILTER (kind = 'p'), 2) AS product_focus,
        sum(n * n) FILTER (kind = 'c') / pow(sum(n) FILTER (kind = 'c'), 2) AS category_focus,
        sum(n * n) FILTER (kind = 'b') / pow(sum(n) FILTER (kind = 'b'), 2) AS brand_focus
    FROM things GROUP BY user_id),
single_visits AS (
    SELECT user_id, min(age) AS age, count(*) AS events, count(*) FILTER (event_type = 'view') AS views,
        epoch_ms(max(event_time)) - epoch_ms(min(event_time)) AS millis, bool_or(event_type = 'purchase') AS bought
    FROM seen GROUP BY user_id, session_id),
visits AS (
    SELECT user_id,
        count(*) FILTER (age <= 1) AS sessions_1d,
        count(*) FILTER (age <= 7) AS sessions_7d,
        count(*) FILTER (age <= 28) AS sessions_all,
        avg(events) AS session_events_mean, max(events)::DOUBLE AS session_events_max, avg(views) AS session_views_mean,
        avg(millis) / 60000 AS session_minutes_mean, max(millis) / 60000 AS session_minutes_max,
        count(*) FILTER (events = 1) / count(*) AS single_event_share,
        (count(*) FILTER (bought) + 1) / (count(*) + 20) AS buying_session_share,
        min(age) FILTER (NOT bought) AS since_idle_session
    FROM single_visits GROUP BY user_id),
bought AS (SELECT * FROM seen WHERE event_type = 'purchase'),
single_orders AS (
    SELECT user_id, min(age) AS age, sum(amount) AS value, count(DISTINCT product_id) AS products,
        sum(coalesce(quantity, 1)::DECIMAL(18, 4)) AS units
    FROM bought GROUP BY user_id, coalesce(order_id, event_time::VARCHAR)),
orders AS (
    SELECT user_id,
        count(*) FILTER (age <= 1) AS orders_1d,
        count(*) FILTER (age <= 7) AS orders_7d,
        count(*) FILTER (age <= 28) AS orders_all,
        sum(value) FILTER (age <= 1) AS spend_1d,
        sum(value) FILTER (age <= 7) AS spend_7d,
        sum(value) FILTER (age <= 28) AS spend_all,
        sum(units) FILTER (age <= 1) AS units_1d,
        sum(units) FILTER (age <= 7) AS units_7d,
        sum(units) FILTER (age <= 28) AS units_all,
        avg(value) AS order_value_mean, max(value)::DOUBLE AS order_value_max, median(value)::DOUBLE AS order_value_median,
        avg(units) AS order_units_mean, avg(products) AS order_products_mean, max(products)::DOUBLE AS order_products_max
    FROM single_orders GROUP BY user_id),
gaps AS (
    SELECT user_id, second - lag(second) OVER (PARTITION BY user_id ORDER BY second) AS gap
    FROM (SELECT DISTINCT user_id, epoch_ms(event_time) // 1000 AS second FROM bought)),
rhythms AS (
    SELECT user_id, count(*) AS orders, avg(gap) / 86400 AS gap, max(gap) / 86400 AS longest,
        sqrt(greatest(avg(gap * gap) - pow(avg(gap), 2), 0)) / 86400 AS spread
    FROM gaps GROUP BY user_id),
rhythm AS (
    SELECT user_id, first AS since_first_order, gap AS order_gap_mean, spread AS order_gap_sd, longest AS order_gap_max,
        first / orders AS days_per_order, last / (first / orders + 1) AS since_order_in_gaps,
        last / (gap + 1) AS since_order_in_mean_gaps, (last - gap) / (spread + 1) AS overdue
    FROM rhythms JOIN (SELECT user_id, min(age) AS last, max(age) AS first FROM bought GROUP BY user_id) USING (user_id)),
lines AS (
    SELECT user_id, min(age) FILTER (event_type = 'add_to_cart') AS added,
        min(age) FILTER (event_type <> 'add_to_cart') AS closed, max(amount) FILTER (event_type = 'add_to_cart') AS value
    FROM seen WHERE product_id IS NOT NULL AND event_type IN ('add_to_cart', 'remove_from_cart', 'purchase')
    GROUP BY user_id, product_id HAVING added < coalesce(closed, 29)),
cart AS (
    SELECT user_id, count(*) AS open_cart_products, sum(value) AS open_cart_value, min(added) AS open_cart_age,
        max(added) AS open_cart_oldest
    FROM lines GROUP BY user_id),
discounts AS (
    SELECT user_id, count(*) FILTER (coupon) / count(*) AS coupon_share,
        count(*) FILTER (coupon OR discount) / count(*) AS discount_share
    FROM (SELECT user_id, coalesce(attributes ->> '$.coupon' <> '', false) AS coupon,
            coalesce(try_cast(attributes ->> '$.discount' AS DOUBLE) > 0, false) AS discount FROM bought)
    GROUP BY user_id),
devices AS (
    SELECT user_id, coalesce(sum(n) FILTER (device = 'mobile'), 0) / sum(n) AS mobile_share,
        coalesce(sum(n) FILTER (device = 'tablet'), 0) / sum(n) AS tablet_share,
        coalesce(sum(n) FILTER (device = 'desktop'), 0) / sum(n) AS desktop_share, count(DISTINCT device) AS devices
    FROM (SELECT user_id, lower(attributes ->> '$.device') AS device, count(*) AS n FROM seen GROUP BY ALL)
    WHERE device IS NOT NULL GROUP BY user_id)
SELECT *,
    (views_all + 1) / (list_views_all + 10) AS views_per_list_view, (searches_all + 1) / (events_all + 10) AS searches_per_event,
    (cart_adds_all + 1) / (views_all + 20) AS carts_per_view, (cart_removals_all + 1) / (cart_adds_all + 5) AS removals_per_cart,
    (purchases_all + 1) / (cart_adds_all + 3) AS purchases_per_cart, (purchases_all + 1) / (views_all + 50) AS purchases_per_view,
    (refunds_all + 1) / (purchases_all + 20) AS refund_rate,
    ln(price_bought_mean / price_viewed_mean) AS price_bought_to_viewed,
    ln((events_7d + 1) / (week_before + 1)) AS events_week_trend, ln((late + 1) / (events_all - late + 1)) AS events_trend,
    ln((late_views + 1) / (views_all - late_views + 1)) AS views_trend,
    ln((late_carts + 1) / (cart_adds_all - late_carts + 1)) AS cart_adds_trend,
    ln((greatest(late_spend, 0) + 1) / (greatest(early_spend, 0) + 1)) AS spend_trend,
    night / events_all AS night_share, morning / events_all AS morning_share, afternoon / events_all AS afternoon_share,
    evening / events_all AS evening_share, (sat + sun) / events_all AS weekend_share,
    ln(events_all) - (night * ln(greatest(night, 1)) + morning * ln(greatest(morning, 1))
        + afternoon * ln(greatest(afternoon, 1)) + evening * ln(greatest(evening, 1))) / events_all AS hour_spread,
    ln(events_all) - (mon * ln(greatest(mon, 1)) + tue * ln(greatest(tue, 1)) + wed * ln(greatest(wed, 1))
        + thu * ln(greatest(thu, 1)) + fri * ln(greatest(fri, 1)) + sat * ln(greatest(sat, 1))
        + sun * ln(greatest(sun, 1))) / events_all AS weekday_spread
FROM flat
LEFT JOIN variety USING (user_id)
LEFT JOIN visits USING (user_id)
LEFT JOIN orders USING (user_id)
LEFT JOIN rhythm USING (user_id)
LEFT JOIN cart USING (user_id)
LEFT JOIN discounts USING (user_id)
LEFT JOIN devices USING (user_id)
