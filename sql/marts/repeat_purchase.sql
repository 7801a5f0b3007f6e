-- grain: one row per calendar month
-- A customer is in one cohort: the cohorts of a month add up to its customers, and the month's own cohort is the new ones.
with cohorts as (
  select
    month,
    sum(active_customers) as customers,
    sum(case when cohort_month = month then active_customers else 0 end) as new_customers,
    sum(orders) as orders,
    sum(net_sales) as net_sales,
    sum(case when cohort_month = month then net_sales else 0 end) as net_sales_new,
    sum(gross_margin) as gross_margin,
    sum(costed_net_sales) as costed_net_sales
  from cohort_months
  group by month
),

dense as (
  select
    m.month,
    m.is_complete,
    m.is_left_truncated,
    coalesce(c.customers, 0) as customers,
    coalesce(c.new_customers, 0) as new_customers,
    coalesce(c.orders, 0) as orders,
    coalesce(c.net_sales, 0) as net_sales,
    coalesce(c.net_sales_new, 0) as net_sales_new,
    case when b.has_margin then coalesce(c.gross_margin, 0) end as gross_margin,
    c.costed_net_sales
  from months m
  left join cohorts c on c.month = m.month
  cross join margin_base b
)

select
  month,
  is_complete,
  is_left_truncated,
  customers,
  new_customers,
  customers - new_customers as returning_customers,
  cast(customers - new_customers as double) / nullif(customers, 0) as returning_customer_share,
  orders,
  cast(orders as double) / nullif(customers, 0) as orders_per_customer,
  net_sales,
  net_sales_new,
  net_sales - net_sales_new as net_sales_returning,
  gross_margin,
  case
    when gross_margin is not null then cast(costed_net_sales as double) / nullif(net_sales, 0)
  end as cost_coverage
from dense
