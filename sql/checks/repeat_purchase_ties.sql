-- check: per month, repeat_purchase is the sum of the cohorts, and new and returning customers add up
with cohorts as (
  select
    date_add('month', months_since_first, cohort_month) as month,
    sum(active_customers) as customers,
    sum(case when months_since_first = 0 then cohort_customers else 0 end) as new_customers,
    sum(orders) as orders,
    sum(net_sales) as net_sales,
    sum(gross_margin) as gross_margin
  from cohort_retention
  group by date_add('month', months_since_first, cohort_month)
)

select
  coalesce(r.month, c.month) as month,
  r.customers,
  r.new_customers,
  r.returning_customers,
  c.customers as customers_in_cohorts,
  r.orders,
  c.orders as orders_in_cohorts,
  r.net_sales,
  c.net_sales as net_sales_in_cohorts,
  r.gross_margin,
  c.gross_margin as gross_margin_in_cohorts
from repeat_purchase r
full join cohorts c on c.month = r.month
where r.month is null
  or r.customers <> coalesce(c.customers, 0)
  or r.new_customers <> coalesce(c.new_customers, 0)
  or r.customers <> r.new_customers + r.returning_customers
  or r.orders <> coalesce(c.orders, 0)
  or r.net_sales <> coalesce(c.net_sales, 0)
  or r.net_sales <> r.net_sales_new + r.net_sales_returning
  or coalesce(r.gross_margin, 0) <> coalesce(c.gross_margin, 0)
order by coalesce(r.month, c.month)
