-- grain: one row per cohort month and calendar month from it to the as-of month: (cohort_month, month)
with cohorts as (
  select
    cohort_month,
    count(*) as cohort_customers
  from customers
  group by cohort_month
),

active as (
  select
    cast(date_trunc('month', first_purchased_on) as date) as cohort_month,
    cast(date_trunc('month', purchased_on) as date) as month,
    count(distinct customer_id) as active_customers
  from purchase_days
  group by
    cast(date_trunc('month', first_purchased_on) as date),
    cast(date_trunc('month', purchased_on) as date)
),

repurchased as (
  select
    cohort_month,
    cast(date_trunc('month', second_purchased_on) as date) as month,
    count(*) as second_purchases
  from customers
  where second_purchased_on is not null
  group by cohort_month, cast(date_trunc('month', second_purchased_on) as date)
),

-- A cohort begins with the first purchase day: what is dated before it is in sales_outside_cohorts.
ordered as (
  select
    c.cohort_month,
    cast(date_trunc('month', o.ordered_on) as date) as month,
    count(*) as orders
  from orders o
  join customers c on c.customer_id = o.customer_id
  where o.ordered_on >= c.first_purchased_on
  group by c.cohort_month, cast(date_trunc('month', o.ordered_on) as date)
),

earned as (
  select
    c.cohort_month,
    cast(date_trunc('month', d.ordered_on) as date) as month,
    sum(d.net_sales) as net_sales,
    sum(d.gross_margin) as gross_margin,
    sum(d.costed_net_sales) as costed_net_sales
  from customer_days d
  join customers c on c.customer_id = d.customer_id
  where d.ordered_on >= c.first_purchased_on
  group by c.cohort_month, cast(date_trunc('month', d.ordered_on) as date)
)

select
  c.cohort_month,
  m.month,
  c.cohort_customers,
  coalesce(a.active_customers, 0) as active_customers,
  coalesce(r.second_purchases, 0) as second_purchases,
  coalesce(o.orders, 0) as orders,
  coalesce(e.net_sales, 0) as net_sales,
  case when b.has_margin then coalesce(e.gross_margin, 0) end as gross_margin,
  coalesce(e.costed_net_sales, 0) as costed_net_sales
from cohorts c
join months m on m.month >= c.cohort_month
left join active a on a.cohort_month = c.cohort_month and a.month = m.month
left join repurchased r on r.cohort_month = c.cohort_month and r.month = m.month
left join ordered o on o.cohort_month = c.cohort_month and o.month = m.month
left join earned e on e.cohort_month = c.cohort_month and e.month = m.month
cross join margin_base b
