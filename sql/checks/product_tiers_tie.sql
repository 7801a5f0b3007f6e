-- check: every product has one tier, and tiers, lines without a product and lines outside of the window add up to sales
with tiers as (
  select
    count(*) as products_in_tiers,
    min(window_starts_on) as window_starts_on,
    max(window_ends_on) as window_ends_on,
    coalesce(sum(quantity), 0) as quantity_in_tiers,
    coalesce(sum(net_sales), 0) as net_sales_in_tiers,
    coalesce(sum(gross_margin), 0) as gross_margin_in_tiers
  from product_tiers
),

-- Without any product there is no window to be seen, and all sales are without a product.
dated as (
  select
    l.product_id,
    coalesce(l.ordered_on between t.window_starts_on and t.window_ends_on, false) as is_in_window,
    l.quantity,
    l.net_sales,
    l.gross_margin
  from sales l
  cross join tiers t
  where not l.is_excluded
),

sold as (
  select
    count(distinct product_id) as products,
    coalesce(sum(net_sales), 0) as net_sales,
    coalesce(sum(case when not is_in_window then net_sales end), 0) as outside_window,
    coalesce(sum(case when is_in_window and product_id is null then net_sales end), 0) as without_product,
    coalesce(sum(case when is_in_window and product_id is not null then quantity end), 0) as quantity,
    coalesce(sum(case when is_in_window and product_id is not null then gross_margin end), 0) as gross_margin
  from dated
)

select
  s.products,
  t.products_in_tiers,
  s.quantity,
  t.quantity_in_tiers,
  s.net_sales,
  t.net_sales_in_tiers,
  s.without_product,
  s.outside_window,
  s.gross_margin,
  t.gross_margin_in_tiers
from sold s
cross join tiers t
where s.products <> t.products_in_tiers
  or s.quantity <> t.quantity_in_tiers
  or s.net_sales <> t.net_sales_in_tiers + s.without_product + s.outside_window
  or s.gross_margin <> t.gross_margin_in_tiers
