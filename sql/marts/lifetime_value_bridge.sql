-- grain: one row per line of the bridge: (line)
with closing as (
  select
    coalesce(sum(predicted_value_discounted), 0) as amount,
    count(predicted_value_discounted) as customers
  from customer_lifetime_value
),

moved as (
  select coalesce(sum(amount), 0) as amount
  from value_movements
),

lines as (
  select
    'opening_value' as line,
    opening_value as amount,
    opening_customers as customers
  from closed_release

  union all

  select
    line,
    amount,
    customers
  from value_movements

  union all

  -- All else is held as it was, so that what is left is the work of parameters that are new.
  select
    case when c.is_split then 'refit_or_selection' else 'not_split' end as line,
    v.amount - c.opening_value - m.amount as amount,
    cast(null as bigint) as customers
  from closed_release c
  cross join closing v
  cross join moved m

  union all

  select
    'closing_value' as line,
    v.amount,
    v.customers
  from closing v
  cross join closed_release
),

positions as (
  select *
  from (
    values
      ('opening_value', 1),
      ('code', 2),
      ('restated', 3),
      ('settings_and_feeds', 4),
      ('discount_unwinding', 5),
      ('expected_purchases_released', 6),
      ('horizon_rolled_forward', 7),
      ('experience_raised', 8),
      ('experience_lowered', 9),
      ('experience_lapsed', 10),
      ('experience_new_customers', 11),
      ('refit_or_selection', 12),
      ('not_split', 13),
      ('closing_value', 14)
  ) as v (line, position)
)

select
  p.position,
  l.line,
  l.amount,
  l.customers,
  c.frozen_on as opened_on
from lines l
join positions p on p.line = l.line
cross join closed_release c
