-- grain: one row per cohort month and months since first: (cohort_month, months_since_first)
with to_date as (
  select
    c.*,
    sum(second_purchases) over (
      partition by cohort_month
      order by month
      rows between unbounded preceding and current row
    ) as repurchased_customers,
    sum(net_sales) over (
      partition by cohort_month
      order by month
      rows between unbounded preceding and current row
    ) as net_sales_to_date,
    sum(gross_margin) over (
      partition by cohort_month
      order by month
      rows between unbounded preceding and current row
    ) as gross_margin_to_date
  from cohort_months c
)

select
  d.cohort_month,
  (year(d.month) * 12 + month(d.month)) - (year(d.cohort_month) * 12 + month(d.cohort_month)) as months_since_first,
  m.is_complete,
  -- No incomplete month has been added since the cohort's own, which is whole.
  f.is_complete and m.incomplete_months_to_date = f.incomplete_months_to_date as is_cumulative_complete,
  f.is_left_truncated,
  d.cohort_customers,
  d.active_customers,
  cast(d.active_customers as double) / d.cohort_customers as retention_exact,
  d.repurchased_customers,
  cast(d.repurchased_customers as double) / d.cohort_customers as repurchase_cumulative,
  d.orders,
  d.net_sales,
  d.gross_margin,
  cast(d.net_sales_to_date as double) / d.cohort_customers as ltv_net_sales,
  cast(d.gross_margin_to_date as double) / d.cohort_customers as ltv_gross_margin,
  case
    when d.gross_margin is not null then cast(d.costed_net_sales as double) / nullif(d.net_sales, 0)
  end as cost_coverage
from to_date d
join months m on m.month = d.month
join months f on f.month = d.cohort_month
