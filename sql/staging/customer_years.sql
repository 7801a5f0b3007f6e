-- grain: one row per customer with a purchase day
with bought as (
  select
    p.customer_id,
    count(*) as purchase_days
  from purchase_days p
  join trailing_year y on p.purchased_on between y.starts_on and y.ends_on
  group by p.customer_id
),

earned as (
  select
    d.customer_id,
    sum(d.net_sales) as net_sales
  from customer_days d
  join trailing_year y on d.ordered_on between y.starts_on and y.ends_on
  group by d.customer_id
)

select
  c.customer_id,
  date_diff('day', c.last_purchased_on, s.as_of_date) as days_since_last,
  coalesce(b.purchase_days, 0) as purchase_days_12_months,
  coalesce(e.net_sales, 0) as net_sales_12_months
from customers c
cross join settings s
left join bought b on b.customer_id = c.customer_id
left join earned e on e.customer_id = c.customer_id
