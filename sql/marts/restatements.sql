-- grain: one row per frozen month-end, month, measure, part, cause and dump: (frozen_on, month, measure, part, cause, dump_id)
with present as (
  select
    period_starts_on as month,
    'net_sales' as measure,
    net_sales as value_restated
  from sales_by_period
  where grain = 'month'
    and dimension = 'all'

  union all

  select
    cohort_month as month,
    'cohort_customers' as measure,
    cast(cohort_customers as decimal(18,4)) as value_restated
  from cohort_retention
  where months_since_first = 0
),

-- A month that one of the two does not have has sold nothing, and has no customers, there.
unsplit as (
  select
    coalesce(f.month, p.month) as month,
    coalesce(f.measure, p.measure) as measure,
    coalesce(f.value_frozen, 0) as value_frozen,
    coalesce(p.value_restated, 0) as value_restated
  from closed_figures f
  full join present p on p.month = f.month and p.measure = f.measure
)

select
  frozen_on,
  restated_on,
  month,
  measure,
  part,
  value_frozen,
  value_restated,
  cause,
  source,
  file,
  dump_id,
  effect
from restated_figures

union all

select
  c.frozen_on,
  s.as_of_date as restated_on,
  u.month,
  u.measure,
  'all' as part,
  u.value_frozen,
  u.value_restated,
  'not_split' as cause,
  cast(null as varchar) as source,
  cast(null as varchar) as file,
  cast(null as varchar) as dump_id,
  u.value_restated - u.value_frozen as effect
from unsplit u
cross join closed_release c
cross join settings s
where not c.is_split
  and u.month <= c.frozen_on
  and u.value_restated <> u.value_frozen
