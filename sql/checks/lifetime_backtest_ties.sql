-- check: the weeks and the frequency groups of every backtest add up to its total
with summed as (
  select
    model,
    breakdown,
    sum(case when breakdown = 'week' then 0 else customers end) as customers,
    sum(actual_purchases) as actual_purchases,
    sum(naive_purchases) as naive_purchases,
    sum(actual_net_sales) as actual_net_sales,
    sum(naive_net_sales) as naive_net_sales,
    -- Forecasts are rounded to the last decimal: each part may miss by half of it.
    sum(coalesce(predicted_net_sales, 0)) as predicted_net_sales,
    count(*) as parts
  from lifetime_backtest
  group by model, breakdown
)

select
  t.model,
  s.breakdown,
  t.customers,
  s.customers as customers_of_parts,
  t.actual_purchases,
  s.actual_purchases as actual_purchases_of_parts,
  t.actual_net_sales,
  s.actual_net_sales as actual_net_sales_of_parts,
  t.predicted_net_sales,
  s.predicted_net_sales as predicted_net_sales_of_parts
from summed t
join summed s on s.model = t.model
where t.breakdown = 'total'
  and (
    (s.breakdown = 'frequency' and s.customers <> t.customers)
    or s.actual_purchases <> t.actual_purchases
    or s.naive_purchases <> t.naive_purchases
    or s.actual_net_sales <> t.actual_net_sales
    or s.naive_net_sales <> t.naive_net_sales
    or abs(s.predicted_net_sales - t.predicted_net_sales) > 0.0001 * (s.parts + 1)
  )
order by t.model, s.breakdown
