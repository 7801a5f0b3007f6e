-- grain: one row per line of a sale or return: (source, order_id, line_id)
with current_lines as (
  select
    l.*,
    '~' || l.content_key || '-' || cast(coalesce(r.occurrence, 1) as varchar) as fingerprint,
    coalesce(l.currency, s.currency) as line_currency,
    x.rate
  from lake_sales l
  left join repeated_lines r on r.dump_id = l.dump_id and r.dump_row = l.dump_row
  left join locked_lines k on k.dump_id = l.dump_id and k.dump_row = l.dump_row
  left join exchange_days x on x.currency = l.currency and x.ordered_on = l.ordered_on
  cross join settings s
  where coalesce(k.counts, not r.is_superseded, true)
    and l.ordered_on <= s.as_of_date
    -- A line in another currency is held until there is a rate for its day.
    and (coalesce(l.currency, s.currency) = s.currency or x.rate is not null)
)

-- What needs no rate is not multiplied: in most lakes that is every line.
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
  case
    when rate is null then net_sales
    else cast(cast(net_sales as decimal(38,4)) * rate as decimal(18,4))
  end as net_sales,
  case
    when rate is null then gross_margin
    else cast(cast(gross_margin as decimal(38,4)) * rate as decimal(18,4))
  end as gross_margin,
  line_currency as currency,
  net_sales as original_net_sales,
  is_excluded,
  dump_id,
  dump_row,
  campaign,
  case
    when rate is null then unit_price
    else cast(cast(unit_price as decimal(38,4)) * rate as decimal(18,4))
  end as unit_price,
  case
    when rate is null then discount
    else cast(cast(discount as decimal(38,4)) * rate as decimal(18,4))
  end as discount,
  case
    when rate is null then tax
    else cast(cast(tax as decimal(38,4)) * rate as decimal(18,4))
  end as tax,
  case
    when rate is null then shipping
    else cast(cast(shipping as decimal(38,4)) * rate as decimal(18,4))
  end as shipping
from current_lines
