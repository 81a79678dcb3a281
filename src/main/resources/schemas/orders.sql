-- Order list: who bought when, how many and for how much, one row per order or order line, and nothing else in the file.
--   Negative quantities or amounts are refunds. The price of a piece is the amount by the quantity.
-- columns: customer = customer_id|customerid|customer id|customer|client_id|client|user_id|cust_id|cid|member_id,
--   date = date|order_date|orderdate|order date|purchase_date|order_time|ordered_at|timestamp,
--   quantity = quantity|qty|units|pieces|number_of_cds|number_of_items|items,
--   amount = amount|dollar_value|value|total|revenue|sales|order_value|order_amount|spend
-- every line: customer, date
-- optional: order_id = order_id|orderid|order id|order_no|order_number, product_id = product_id|product|sku|item_id,
--   product_name = product_name|description, category, currency
-- words: purchase = purchase, refund = refund
-- no other columns: true
SELECT _at, date AS event_time,
    CASE WHEN starts_with(quantity, '-') OR starts_with(amount, '-') THEN 'refund' ELSE 'purchase' END AS event_type,
    customer AS user_id, product_id, product_name, category, quantity, amount, currency, order_id
FROM log
