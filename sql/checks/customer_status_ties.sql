-- check: every customer with a purchase day has one status, and the money at stake and that of all others is sales of the 12 months
with stated as (
  select
    count(*) as customers,
    coalesce(sum(purchase_days), 0) as purchase_days,
    coalesce(sum(net_sales_12_months), 0) as net_sales
  from customer_status
),

bought as (
  select
    count(distinct customer_id) as customers,
    count(*) as purchase_days
  from purchase_days
),

without_purchase as (
  select coalesce(sum(d.net_sales), 0) as net_sales
  from customer_days d
  join trailing_year y on d.ordered_on between y.starts_on and y.ends_on
  left join customer_status t on t.customer_id = d.customer_id
  where t.customer_id is null
),

sold as (
  select
    coalesce(sum(l.net_sales), 0) as net_sales,
    coalesce(sum(case when l.customer_id is null then l.net_sales end), 0) as unidentified
  from sales l
  join trailing_year y on l.ordered_on between y.starts_on and y.ends_on
  where not l.is_excluded
)

select
  b.customers,
  t.customers as customers_with_status,
  b.purchase_days,
  t.purchase_days as purchase_days_in_status,
  s.net_sales,
  s.unidentified,
  w.net_sales as without_purchase,
  t.net_sales as net_sales_in_status
from stated t
cross join bought b
cross join without_purchase w
cross join sold s
where t.customers <> b.customers
  or t.purchase_days <> b.purchase_days
  or t.net_sales + w.net_sales + s.unidentified <> s.net_sales
