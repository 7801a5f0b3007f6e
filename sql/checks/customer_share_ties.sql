-- check: the buyers of the market table are those of the 12 months, and their money with that of all others is sales of the 12 months
with bought as (
  select
    p.customer_id
  from purchase_days p
  join trailing_year y on p.purchased_on between y.starts_on and y.ends_on
  group by p.customer_id
),

sold as (
  select
    count(distinct b.customer_id) as buyers,
    coalesce(sum(l.net_sales), 0) as net_sales,
    coalesce(sum(case when b.customer_id is null then l.net_sales end), 0) as without_purchase
  from sales l
  join trailing_year y on l.ordered_on between y.starts_on and y.ends_on
  left join bought b on b.customer_id = l.customer_id
  where not l.is_excluded
)

select
  h.measured_customers,
  h.buyers,
  s.buyers as customers_who_bought,
  h.buyers_net_sales,
  s.net_sales,
  s.without_purchase
from customer_share h
cross join sold s
where h.buyers <> s.buyers
  or h.buyers > h.measured_customers
  or h.buyers_net_sales + s.without_purchase <> s.net_sales
