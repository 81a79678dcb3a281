-- Invoice lines: what was sold, one row per product on an invoice, as in UCI Online Retail and its second edition. A number
--   that begins with C is a cancellation; so is a negative quantity.
-- columns: InvoiceNo|Invoice, StockCode, Quantity, InvoiceDate, price = UnitPrice|Price, CustomerID|Customer ID
-- every line: InvoiceNo, InvoiceDate
-- optional: Description, Country
-- words: purchase = purchase, refund = refund
SELECT _at, InvoiceDate AS event_time,
    CASE WHEN starts_with(upper(InvoiceNo), 'C') OR starts_with(Quantity, '-') THEN 'refund' ELSE 'purchase' END
        AS event_type,
    CustomerID AS user_id, StockCode AS product_id, Description AS product_name, price, Quantity AS quantity,
    InvoiceNo AS order_id,
    CASE WHEN Country IS NOT NULL THEN json_object('country', Country) END AS attributes
FROM log
