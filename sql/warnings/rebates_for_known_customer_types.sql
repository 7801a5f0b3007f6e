-- warning: every customer type that a rebate scale names is the type of a customer, where the customers feed has rows
with registered as (
  select count(*) as customers
  from customer_records
),

configured as (
  select distinct customer_type
  from settings_rebate_steps
),

found as (
  select distinct customer_type
  from customer_records
)

select c.customer_type
from configured c
cross join registered r
left join found f on f.customer_type = c.customer_type
where r.customers > 0
  and f.customer_type is null
order by c.customer_type
