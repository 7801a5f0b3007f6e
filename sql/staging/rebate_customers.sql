-- grain: one row per customer and rebate scale of the customer's type: (customer_id, scale)
-- A scale may be for several types, each customer has one.
with scales as (
  select distinct
    scale,
    customer_type,
    category,
    phase,
    period
  from settings_rebate_steps
)

select
  r.customer_id,
  s.scale,
  s.customer_type,
  s.category,
  s.phase,
  s.period
from customer_records r
join scales s on s.customer_type = r.customer_type
