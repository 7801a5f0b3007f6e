-- check: every customer with a purchase day has one scorecard, and its money and that of all others is sales of the 12 months
with stated as (
  select
    count(*) as customers,
    coalesce(sum(purchase_days), 0) as purchase_days,
    coalesce(sum(net_sales), 0) as net_sales
  from loyalty_scorecard
),

span as (
  select
    starts_on,
    ends_on
  from loyalty_years
  where compared_with = 'now'
),

known_customers as (
  select count(distinct customer_id) as customers
  from purchase_days
),

bought as (
  select count(*) as purchase_days
  from purchase_days p
  join span y on p.purchased_on between y.starts_on and y.ends_on
),

without_purchase as (
  select coalesce(sum(d.net_sales), 0) as net_sales
  from customer_days d
  join span y on d.ordered_on between y.starts_on and y.ends_on
  left join loyalty_scorecard t on t.customer_id = d.customer_id
  where t.customer_id is null
),

sold as (
  select
    coalesce(sum(l.net_sales), 0) as net_sales,
    coalesce(sum(case when l.customer_id is null then l.net_sales end), 0) as unidentified
  from sales l
  join span y on l.ordered_on between y.starts_on and y.ends_on
  where not l.is_excluded
)

select
  k.customers,
  t.customers as customers_with_scorecard,
  b.purchase_days,
  t.purchase_days as purchase_days_in_scorecard,
  s.net_sales,
  s.unidentified,
  w.net_sales as without_purchase,
  t.net_sales as net_sales_in_scorecard
from stated t
cross join known_customers k
cross join bought b
cross join without_purchase w
cross join sold s
where t.customers <> k.customers
  or t.purchase_days <> b.purchase_days
  or t.net_sales + w.net_sales + s.unidentified <> s.net_sales
