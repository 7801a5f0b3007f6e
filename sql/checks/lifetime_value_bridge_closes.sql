-- check: the lines of the bridge add up from the opening to the closing value, which is that of all customers
with bridge as (
  select
    count(*) as lines,
    sum(case when line = 'closing_value' then 0 else amount end) as moved_to,
    sum(case when line = 'closing_value' then amount else 0 end) as closing_value
  from lifetime_value_bridge
),

valued as (
  select coalesce(sum(predicted_value_discounted), 0) as value_of_customers
  from customer_lifetime_value
)

select
  b.moved_to,
  b.closing_value,
  v.value_of_customers
from bridge b
cross join valued v
where b.lines > 0
  and (b.moved_to <> b.closing_value or b.closing_value <> v.value_of_customers)
