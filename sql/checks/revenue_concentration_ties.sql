-- check: the curve of a measure has 100 points, never falls, and ends with all customers above zero and all their money
with brought as (
  select
    'net_sales' as measure,
    net_sales as amount
  from customer_tiers
  where net_sales > 0
  union all
  select
    'gross_margin' as measure,
    gross_margin as amount
  from customer_tiers
  where gross_margin > 0
),

expected as (
  select
    measure,
    count(*) as customers,
    sum(amount) as amount
  from brought
  group by measure
),

followed as (
  select
    c.*,
    lag(amount) over (partition by measure order by customer_percentile) as amount_before
  from revenue_concentration c
),

found as (
  select
    measure,
    count(*) as points,
    sum(case when amount < amount_before then 1 else 0 end) as falls,
    max(customers) as customers,
    max(customers_total) as customers_total,
    max(amount) as amount,
    max(amount_total) as amount_total
  from followed
  group by measure
)

select
  coalesce(e.measure, f.measure) as measure,
  f.points,
  f.falls,
  e.customers as customers_in_tiers,
  f.customers,
  e.amount as amount_in_tiers,
  f.amount
from expected e
full join found f on f.measure = e.measure
where f.points is distinct from 100
  or f.falls <> 0
  or e.customers is distinct from f.customers
  or e.customers is distinct from f.customers_total
  or e.amount is distinct from f.amount
  or e.amount is distinct from f.amount_total
order by coalesce(e.measure, f.measure)
