-- check: every line in another currency is worth what the nearest rate of its day or the 7 days before says, to half of the last decimal
with other_lines as (
  select l.*
  from sales l
  cross join settings s
  where l.currency <> s.currency
),

sold_days as (
  select
    currency,
    ordered_on
  from other_lines
  group by currency, ordered_on
),

-- Days of a locked month have the rates that its lock knows.
rates as (
  select
    d.currency,
    d.ordered_on,
    e.day,
    e.rate
  from sold_days d
  join exchange_rates e
    on e.currency = d.currency
    and e.day <= d.ordered_on
    and date_add('day', 7, e.day) >= d.ordered_on
  left join month_locks m on m.month = cast(date_trunc('month', d.ordered_on) as date)
  where m.month is null
  union all
  select
    d.currency,
    d.ordered_on,
    e.day,
    e.rate
  from sold_days d
  join month_locks m on m.month = cast(date_trunc('month', d.ordered_on) as date)
  join locked_rates e
    on e.month = m.month
    and e.currency = d.currency
    and e.day <= d.ordered_on
    and date_add('day', 7, e.day) >= d.ordered_on
),

nearest as (
  select
    currency,
    ordered_on,
    max(day) as day
  from rates
  group by currency, ordered_on
)

select
  l.source,
  l.order_id,
  l.line_id,
  l.ordered_on,
  l.currency,
  l.original_net_sales,
  l.net_sales,
  e.rate
from other_lines l
left join nearest n on n.currency = l.currency and n.ordered_on = l.ordered_on
left join rates e on e.currency = n.currency and e.ordered_on = n.ordered_on and e.day = n.day
where e.rate is null
  or abs(cast(l.original_net_sales as decimal(38,4)) * e.rate - l.net_sales) * 20000 > 1
order by l.ordered_on, l.source, l.order_id, l.line_id
