-- grain: one row per customer, rebate scale of the customer's type and month with a line that counts: (customer_id, scale, month)
select
  e.customer_id,
  e.scale,
  cast(date_trunc('month', l.ordered_on) as date) as month,
  sum(l.net_sales) as net_sales
from sales l
join rebate_customers e
  on e.customer_id = l.customer_id
  and (e.category is null or e.category = l.category)
where not l.is_excluded
group by e.customer_id, e.scale, cast(date_trunc('month', l.ordered_on) as date)
