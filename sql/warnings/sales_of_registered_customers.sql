-- warning: every customer with a line is in the customers feed, where that feed has rows
with registered as (
  select count(*) as customers
  from customer_records
)

select
  a.customer_id,
  a.first_line_on
from all_customers a
cross join registered r
where r.customers > 0
  and a.first_line_on is not null
  and not a.is_registered
order by a.customer_id
