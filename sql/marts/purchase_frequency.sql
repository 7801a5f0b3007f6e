-- grain: one row per number of purchase days, from 1 to the most that a customer has
with counted as (
  select
    purchase_days,
    count(*) as customers
  from customers
  group by purchase_days
),

earned as (
  select
    c.purchase_days,
    sum(d.net_sales) as net_sales
  from customer_days d
  join customers c on c.customer_id = d.customer_id
  where d.ordered_on >= c.first_purchased_on
  group by c.purchase_days
),

most as (
  select max(purchase_days) as purchase_days
  from counted
  having count(*) > 0
),

-- A list has at most 10,000 entries in Athena, and whoever stands for everyone buys every day for 28 years.
numbered as (
  select t.thousands * 1000 + u.units as purchase_days
  from most
  cross join unnest(sequence(0, cast(most.purchase_days as bigint) / 1000)) as t (thousands)
  cross join unnest(sequence(0, 999)) as u (units)
  where t.thousands * 1000 + u.units between 1 and most.purchase_days
),

dense as (
  select
    n.purchase_days,
    coalesce(c.customers, 0) as customers,
    coalesce(e.net_sales, 0) as net_sales
  from numbered n
  left join counted c on c.purchase_days = n.purchase_days
  left join earned e on e.purchase_days = n.purchase_days
),

totals as (
  select
    d.*,
    sum(customers) over (
      order by purchase_days desc
      rows between unbounded preceding and current row
    ) as customers_at_least,
    sum(case when purchase_days >= 2 then customers else 0 end) over () as repeat_customers,
    sum(customers) over () as customers_total,
    sum(net_sales) over () as net_sales_total
  from dense d
),

missing as (
  select count(*) as nights
  from missing_days
)

select
  t.purchase_days,
  m.nights = 0 as is_complete,
  t.customers,
  cast(t.customers as double) / t.customers_total as customer_share,
  t.customers_at_least,
  t.net_sales,
  cast(t.net_sales as double) / nullif(t.net_sales_total, 0) as net_sales_share,
  t.repeat_customers,
  t.customers_total,
  cast(t.repeat_customers as double) / t.customers_total as repeat_purchase_rate
from totals t
cross join missing m
