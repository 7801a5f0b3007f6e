-- grain: one row per customer, rebate scale of the customer's type and month with a line that counts: (customer_id, scale, month)
with scales as (
  select distinct
    scale,
    customer_type,
    category
  from settings_rebate_steps
),

entitled as (
  select
    r.customer_id,
    s.scale,
    s.category
  from customer_records r
  join scales s on s.customer_type = r.customer_type
)

select
  e.customer_id,
  e.scale,
  cast(date_trunc('month', l.ordered_on) as date) as month,
  sum(l.net_sales) as net_sales
from sales l
join entitled e
  on e.customer_id = l.customer_id
  and (e.category is null or e.category = l.category)
where not l.is_excluded
group by e.customer_id, e.scale, cast(date_trunc('month', l.ordered_on) as date)
