-- The product's price and usual quantity, and how they go with what the shopper pays and takes.
WITH logarithms AS (
    -- As decimals, whose sums do not depend on an order; either may be unknown, as some logs tell no prices.
    SELECT user_id, event_type, ln(CASE WHEN price > 0 THEN price END)::DECIMAL(12, 9) AS price,
        ln(CASE WHEN quantity > 0 THEN quantity END)::DECIMAL(12, 9) AS quantity
    FROM seen WHERE user_id IN (SELECT user_id FROM pairs)
),
habits AS (
    SELECT
        user_id,
        avg(price) FILTER (event_type = 'purchase') AS paid,
        sqrt(greatest(0, avg(price * price) FILTER (event_type = 'purchase')
            - pow(avg(price) FILTER (event_type = 'purchase'), 2))) AS paid_spread,
        avg(price) FILTER (event_type IN ('view', 'add_to_cart')) AS looked_at,
        max(price) FILTER (event_type = 'purchase')::DOUBLE AS dearest,
        avg(quantity) FILTER (event_type = 'purchase') AS pieces
    FROM logarithms GROUP BY user_id
)
SELECT
    pairs.user_id,
    pairs.product_id,
    -- price: the product's usual price
    products.price AS price,
    -- price_to_paid: the product's price against what the shopper usually pays, as a logarithm
    ln(products.price) - paid AS price_to_paid,
    -- price_off_paid: how far the product's price is from what the shopper usually pays, either way, as a logarithm
    abs(ln(products.price) - paid) AS price_off_paid,
    -- price_unusual: how far the product's price is from what the shopper usually pays, in the shopper's own spread
    abs(ln(products.price) - paid) / (paid_spread + 0.2) AS price_unusual,
    -- price_to_looked: the product's price against what the shopper looks at, as a logarithm
    ln(products.price) - looked_at AS price_to_looked,
    -- price_off_looked: how far the product's price is from what the shopper looks at, either way, as a logarithm
    abs(ln(products.price) - looked_at) AS price_off_looked,
    -- price_over_dearest: by how much the product is dearer than anything the shopper bought, as a logarithm
    greatest(0, ln(products.price) - dearest) AS price_over_dearest,
    -- quantity: how many pieces of the product are usually bought at once
    products.quantity AS quantity,
    -- quantity_to_usual: the product's usual quantity against the shopper's, as a logarithm
    ln(products.quantity) - pieces AS quantity_to_usual,
    -- quantity_off_usual: how far the product's usual quantity is from the shopper's, either way, as a logarithm
    abs(ln(products.quantity) - pieces) AS quantity_off_usual,
FROM pairs
JOIN products ON products.product_id = pairs.product_id
LEFT JOIN habits ON habits.user_id = pairs.user_id
