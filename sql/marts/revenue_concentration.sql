-- grain: one row per measure and customer percentile: (measure, customer_percentile)
with base as (
  select
    t.subject_id as customer_id,
    t.net_sales,
    t.gross_margin,
    t.costed_net_sales
  from tier_standings t
  where t.compared_with = 'now'
    and t.subject = 'customer'
),

measures as (
  select
    'net_sales' as measure,
    customer_id,
    net_sales as amount
  from base
  where net_sales > 0
  union all
  select
    'gross_margin' as measure,
    customer_id,
    gross_margin as amount
  from base
  where gross_margin > 0
),

numbered as (
  select
    m.*,
    row_number() over (partition by measure order by amount desc, customer_id) as place
  from measures m
),

cumulated as (
  select
    n.*,
    sum(amount) over (
      partition by measure
      order by place
      rows between unbounded preceding and current row
    ) as amount_to_here,
    sum(amount) over (partition by measure) as amount_total
  from numbered n
),

totals as (
  select
    measure,
    count(*) as customers_total,
    sum(amount) as amount_total,
    sum(cast(amount as decimal(38, 4)) * place) as amount_by_place,
    -- Whoever stands before 80 % is needed to reach it.
    sum(case when (amount_to_here - amount) * 5 < amount_total * 4 then 1 else 0 end)
      as customers_for_80_percent
  from cumulated
  group by measure
),

coverage as (
  select
    sum(costed_net_sales) as costed_net_sales,
    sum(net_sales) as net_sales
  from base
),

-- Rounding up is exact here: n × p is whole, so that its hundredth is a whole number or at least 0.01 off one.
percentiles as (
  select
    t.*,
    p.customer_percentile,
    cast(ceil(cast(t.customers_total * p.customer_percentile as double) / 100) as bigint) as customers
  from totals t
  cross join unnest(sequence(1, 100)) as p (customer_percentile)
),

curve as (
  select
    p.*,
    c.amount_to_here as amount,
    cast(c.amount_to_here as double) / cast(p.amount_total as double) as amount_share
  from percentiles p
  join cumulated c on c.measure = p.measure and c.place = p.customers
)

select
  c.measure,
  c.customer_percentile,
  w.window_starts_on,
  w.window_ends_on,
  w.is_complete,
  c.customers,
  c.amount,
  c.amount_share,
  c.customers_total,
  c.amount_total,
  case
    when b.has_margin and v.net_sales <> 0
      then cast(v.costed_net_sales as double) / cast(v.net_sales as double)
  end as cost_coverage,
  cast(c.amount_total * (c.customers_total + 1) - c.amount_by_place * 2 as double)
    / cast(c.amount_total * c.customers_total as double) as gini,
  c.customers_for_80_percent,
  cast(c.customers_for_80_percent as double) / cast(c.customers_total as double)
    as customers_for_80_percent_share,
  max(case when c.customer_percentile = 20 then c.amount_share end) over (partition by c.measure)
    as top_20_percent_share
from curve c
join tier_windows w on w.compared_with = 'now'
cross join coverage v
cross join margin_base b
