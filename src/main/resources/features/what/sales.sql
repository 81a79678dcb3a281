-- How the product sells, to all shoppers, and whether more or less than before.
WITH span AS (SELECT max(first_seen) AS days FROM products)
SELECT
    pairs.user_id,
    pairs.product_id,
    -- sales_7d: purchases of the product in the last 7 days
    sales_7d AS sales_7d,
    -- sales_28d: purchases of the product in the last 28 days
    sales_28d AS sales_28d,
    -- sales_all: purchases of the product in the whole look-back
    sales_all AS sales_all,
    -- buyers_28d: different shoppers who bought the product in the last 28 days
    buyers_28d AS buyers_28d,
    -- buyers_all: different shoppers who bought the product in the whole look-back
    buyers_all AS buyers_all,
    -- views_28d: how often the product was looked at in the last 28 days
    views_28d AS views_28d,
    -- views_all: how often the product was looked at in the whole look-back
    views_all AS views_all,
    -- carts_28d: how often the product was put into a cart in the last 28 days
    carts_28d AS carts_28d,
    -- trend_7d: sales a day of the last 7 days against those of the last 28, as a logarithm
    ln((sales_7d + 0.5) / least(7, first_seen + 1)) - ln((sales_28d + 2) / least(28, first_seen + 1)) AS trend_7d,
    -- trend_28d: sales a day of the last 28 days against those of the whole look-back, as a logarithm
    ln((sales_28d + 1) / least(28, first_seen + 1)) - ln((sales_all + 2) / (first_seen + 1)) AS trend_28d,
    -- views_trend: views a day of the last 7 days against those of the last 28, as a logarithm
    ln((views_7d + 0.5) / least(7, first_seen + 1)) - ln((views_28d + 2) / least(28, first_seen + 1)) AS views_trend,
    -- sales_a_view: purchases for each view of the product, smoothed
    (sales_all + 1) / (views_all + 20) AS sales_a_view,
    -- sales_a_buyer: purchases of the product for each of its buyers
    (sales_all + 1) / (buyers_all + 1) AS sales_a_buyer,
    -- repeat_share: share of the product's purchases by shoppers who had bought it before, smoothed
    (repeats + 0.5) / (sales_all + 5) AS repeat_share,
    -- refund_share: share of the product's purchases that came back, smoothed
    (refunds_all + 0.5) / (sales_all + 20) AS refund_share,
    -- reviews: how many reviews the product has
    reviews_all AS reviews,
    -- rating: mean rating of the product
    rating AS rating,
    -- product_days: days since the product was first seen
    first_seen AS product_days,
    -- unsold_days: days since anyone bought the product
    last_sold AS unsold_days,
    -- novelty: how much of the look-back the product has been there
    first_seen / days AS novelty,
FROM pairs JOIN products ON products.product_id = pairs.product_id CROSS JOIN span
