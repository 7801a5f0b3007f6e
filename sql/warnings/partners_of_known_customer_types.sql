-- warning: every customer type that the tier rule partner knows is the type of a customer, where the customers feed has rows
with registered as (
  select count(*) as customers
  from customer_records
),

found as (
  select distinct customer_type
  from customer_records
)

select
  t.customer_type,
  t.role
from settings_customer_types t
cross join settings s
cross join registered r
left join found f on f.customer_type = t.customer_type
where s.tier_rule = 'partner'
  and r.customers > 0
  and f.customer_type is null
order by t.customer_type
