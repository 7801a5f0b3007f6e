-- check: a restated figure is not what was frozen, its causes add up to the change, and the figure of now is the one in its table
with figures as (
  select
    frozen_on,
    restated_on,
    month,
    measure,
    part,
    min(value_frozen) as value_frozen,
    max(value_frozen) as highest_frozen,
    min(value_restated) as value_restated,
    max(value_restated) as highest_restated,
    sum(effect) as effect
  from restatements
  group by frozen_on, restated_on, month, measure, part
),

present as (
  select
    cast(date_trunc('month', ordered_on) as date) as month,
    'net_sales' as measure,
    sum(net_sales) as amount
  from sales
  where not is_excluded
  group by cast(date_trunc('month', ordered_on) as date)

  union all

  select
    cast(date_trunc('month', purchased_on) as date) as month,
    'cohort_customers' as measure,
    cast(count(*) as decimal(18,4)) as amount
  from purchase_days
  where purchase_number = 1
  group by cast(date_trunc('month', purchased_on) as date)
)

select
  f.frozen_on,
  f.month,
  f.measure,
  f.part,
  f.value_frozen,
  f.effect,
  f.value_restated,
  p.amount as value_now
from figures f
cross join settings s
left join present p on p.month = f.month and p.measure = f.measure
where f.value_frozen + f.effect <> f.value_restated
  or f.value_frozen <> f.highest_frozen
  or f.value_restated <> f.highest_restated
  or (f.restated_on = s.as_of_date and f.value_restated = f.value_frozen)
  or (
    f.restated_on = s.as_of_date
    and f.measure <> 'tier_customers'
    and f.value_restated <> coalesce(p.amount, 0)
  )
order by f.frozen_on, f.month, f.measure, f.part
