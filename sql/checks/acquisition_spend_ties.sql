-- check: the spend of a cohort is all that the latest dumps say of its month, the portfolio has the sum, and no payback is without a cac
with dated as (
  select
    l.source,
    l.month,
    l.amount,
    r.arrival,
    max(r.arrival) over (partition by l.source, l.month) as latest_arrival
  from lake_spend l
  join receipts r on r.dump_id = l.dump_id and r.feed = 'spend' and r.state = 'current'
),

spent as (
  select
    month,
    sum(amount) as amount
  from dated
  where arrival = latest_arrival
  group by month
),

expected as (
  select
    v.scope,
    v.cohort_month,
    s.amount
  from lifetime_value_by_cohort v
  left join spent s on s.month = v.cohort_month
  where v.scope = 'cohort'

  union all

  select
    'portfolio' as scope,
    cast(null as date) as cohort_month,
    sum(s.amount) as amount
  from lifetime_value_by_cohort v
  join spent s on s.month = v.cohort_month
)

select
  v.scope,
  v.cohort_month,
  e.amount as expected_acquisition_spend,
  v.acquisition_spend,
  v.cac,
  v.payback_months
from lifetime_value_by_cohort v
left join expected e
  on e.scope = v.scope
  and (e.cohort_month = v.cohort_month or v.scope = 'portfolio')
where v.acquisition_spend is distinct from e.amount
  or (v.cac is not null and v.acquisition_spend is null)
  or (v.payback_months is not null and (v.cac is null or v.scope = 'portfolio'))
order by v.scope, v.cohort_month
