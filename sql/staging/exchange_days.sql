-- grain: one row per other currency and business day of its lines that a rate converts: (currency, ordered_on)
-- It starts from the rates, so that a lake without any is not looked through for other currencies.
with currencies as (
  select
    e.currency
  from exchange_rates e
  cross join settings s
  where e.currency <> s.currency
  group by e.currency
  union
  select
    e.currency
  from locked_rates e
  cross join settings s
  where e.currency <> s.currency
  group by e.currency
),

sold_days as (
  select
    l.currency,
    l.ordered_on,
    cast(max(abs(l.net_sales)) as double)
      + cast(coalesce(max(abs(l.gross_margin)), 0) as double)
      + cast(coalesce(max(abs(l.unit_price)), 0) as double)
      + cast(coalesce(max(abs(l.discount)), 0) as double)
      + cast(coalesce(max(abs(l.tax)), 0) as double)
      + cast(coalesce(max(abs(l.shipping)), 0) as double) as largest_amounts
  from lake_sales l
  join currencies c on c.currency = l.currency
  left join locked_lines k on k.dump_id = l.dump_id and k.dump_row = l.dump_row
  where coalesce(k.counts, true)
  group by l.currency, l.ordered_on
),

-- Days of a locked month have the rates that its lock knows.
rated as (
  select
    d.currency,
    d.ordered_on,
    d.largest_amounts,
    e.day,
    e.rate
  from sold_days d
  join exchange_rates e
    on e.currency = d.currency
    and e.day between date_add('day', -7, d.ordered_on) and d.ordered_on
  left join month_locks m on m.month = cast(date_trunc('month', d.ordered_on) as date)
  where m.month is null
  union all
  select
    d.currency,
    d.ordered_on,
    d.largest_amounts,
    e.day,
    e.rate
  from sold_days d
  join locked_rates e
    on e.currency = d.currency
    and e.month = cast(date_trunc('month', d.ordered_on) as date)
    and e.day between date_add('day', -7, d.ordered_on) and d.ordered_on
),

ranked as (
  select
    r.*,
    row_number() over (partition by r.currency, r.ordered_on order by r.day desc) as rank_from_latest
  from rated r
)

select
  currency,
  ordered_on,
  day as rated_on,
  rate
from ranked
where rank_from_latest = 1
  -- What money can hold; beyond it a rate or an amount is wrong, and the day stays held until it is corrected.
  and largest_amounts * cast(rate as double) < 99999999999999
