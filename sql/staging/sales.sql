-- grain: one row per line of a sale or return: (source, order_id, line_id)
with current_lines as (
  select
    l.*,
    '~' || l.content_key || '-' || cast(coalesce(r.occurrence, 1) as varchar) as fingerprint,
    coalesce(l.currency, s.currency) as line_currency,
    x.rate
  from lake_sales l
  left join repeated_lines r on r.dump_id = l.dump_id and r.dump_row = l.dump_row
  left join exchange_days x on x.currency = l.currency and x.ordered_on = l.ordered_on
  cross join settings s
  where not coalesce(r.is_superseded, false)
    and l.ordered_on <= s.as_of_date
    -- A line in another currency is held until there is a rate for its day.
    and (coalesce(l.currency, s.currency) = s.currency or x.rate is not null)
)

-- Without a rate the product is null, and the amount stays as it was posted.
select
  source,
  coalesce(order_id, fingerprint) as order_id,
  -- A line_id is unique in its order only: without an order the line needs its fingerprint.
  case when content_key is null then line_id else fingerprint end as line_id,
  customer_id,
  ordered_at,
  ordered_on,
  product_id,
  product_name,
  category,
  department,
  channel,
  store,
  salesperson,
  quantity,
  coalesce(cast(cast(net_sales as decimal(38,4)) * rate as decimal(18,4)), net_sales) as net_sales,
  coalesce(cast(cast(gross_margin as decimal(38,4)) * rate as decimal(18,4)), gross_margin) as gross_margin,
  line_currency as currency,
  net_sales as original_net_sales,
  is_excluded,
  dump_id,
  dump_row,
  campaign,
  coalesce(cast(cast(unit_price as decimal(38,4)) * rate as decimal(18,4)), unit_price) as unit_price,
  coalesce(cast(cast(discount as decimal(38,4)) * rate as decimal(18,4)), discount) as discount,
  coalesce(cast(cast(tax as decimal(38,4)) * rate as decimal(18,4)), tax) as tax,
  coalesce(cast(cast(shipping as decimal(38,4)) * rate as decimal(18,4)), shipping) as shipping
from current_lines
