-- How many different things the visit is about, and how much it keeps to one of them.
WITH named AS (
    SELECT session_id, prefix, user_id, event_type,
        unnest(['product', 'category', 'brand']) AS kind, unnest([product_id, category, brand]) AS thing
    FROM prefix_events),
looks AS (
    SELECT session_id, prefix, user_id, kind, thing, count(*) FILTER (WHERE event_type = 'view') AS views
    FROM named WHERE thing IS NOT NULL GROUP BY ALL)
SELECT
    session_id, prefix, user_id,
    -- products: different products
    count(*) FILTER (WHERE kind = 'product') AS products,
    -- categories: different categories
    count(*) FILTER (WHERE kind = 'category') AS categories,
    -- brands: different brands
    count(*) FILTER (WHERE kind = 'brand') AS brands,
    -- repeated_products: products looked at more than once
    count(*) FILTER (WHERE kind = 'product' AND views > 1) AS repeated_products,
    -- most_views_of_one: looks at the product looked at most
    coalesce(max(views) FILTER (WHERE kind = 'product'), 0) AS most_views_of_one,
    -- leading_category_share: share of looks that went to the category looked at most, of those with a category
    max(views) FILTER (WHERE kind = 'category') / nullif(sum(views) FILTER (WHERE kind = 'category'), 0)
        AS leading_category_share,
    -- leading_brand_share: share of looks that went to the brand looked at most, of those with a brand
    max(views) FILTER (WHERE kind = 'brand') / nullif(sum(views) FILTER (WHERE kind = 'brand'), 0)
        AS leading_brand_share,
FROM looks
GROUP BY session_id, prefix, user_id
