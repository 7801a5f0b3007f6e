-- grain: one row per model of purchases and part of the holdout: (model, breakdown, part)
with groups as (
  select
    case when frequency < 7 then frequency else 7 end as part,
    sum(customers) as customers,
    sum(purchases_before) as purchases_before,
    sum(purchases_after) as purchases_after,
    sum(net_sales_before) as net_sales_before,
    sum(net_sales_after) as net_sales_after
  from lifetime_triples
  where basis = 'calibration'
  group by case when frequency < 7 then frequency else 7 end
),

total as (
  select
    sum(customers) as customers,
    sum(purchases_before) as purchases_before,
    sum(purchases_after) as purchases_after,
    sum(net_sales_before) as net_sales_before,
    sum(net_sales_after) as net_sales_after
  from groups
  having count(*) > 0
),

parts as (
  select
    'total' as breakdown,
    0 as part,
    t.*
  from total t

  union all

  select
    'frequency' as breakdown,
    n.part,
    coalesce(g.customers, 0) as customers,
    coalesce(g.purchases_before, 0) as purchases_before,
    coalesce(g.purchases_after, 0) as purchases_after,
    coalesce(g.net_sales_before, 0) as net_sales_before,
    coalesce(g.net_sales_after, 0) as net_sales_after
  from total t
  cross join unnest(sequence(0, 7)) as n (part)
  left join groups g on g.part = n.part

  union all

  select
    'week' as breakdown,
    w.week as part,
    t.customers,
    w.purchases_before,
    w.purchases_after,
    w.net_sales_before,
    w.net_sales_after
  from lifetime_holdout_weeks w
  cross join total t
),

-- From its first gap on, less came than was sold.
gaps as (
  select min(d.missing_on) as first_missing_on
  from lifetime_ends e
  join missing_days d on d.missing_on > e.ends_on and d.missing_on <= e.holdout_ends_on
  where e.basis = 'calibration'
),

models as (
  select
    model,
    selected
  from lifetime_model
  where model <> 'gamma_gamma'
  group by model, selected
),

foretold as (
  select
    m.model,
    m.selected,
    p.*,
    f.purchases,
    cast(cast(floor(f.net_sales * 10000 + 0.5) as bigint) * 0.0001 as decimal(18,4)) as net_sales
  from models m
  cross join parts p
  left join lifetime_forecasts f on f.model = m.model and f.breakdown = p.breakdown and f.part = p.part
),

to_date as (
  select
    f.*,
    sum(purchases_after) over (
      partition by model, breakdown
      order by part
      rows between unbounded preceding and current row
    ) as purchases_after_to_date,
    sum(purchases) over (
      partition by model, breakdown
      order by part
      rows between unbounded preceding and current row
    ) as purchases_to_date,
    sum(net_sales_after) over (
      partition by model, breakdown
      order by part
      rows between unbounded preceding and current row
    ) as net_sales_after_to_date,
    sum(net_sales) over (
      partition by model, breakdown
      order by part
      rows between unbounded preceding and current row
    ) as net_sales_to_date
  from foretold f
),

dated as (
  select
    t.*,
    e.ends_on as calibration_ends_on,
    case when t.breakdown = 'week' then date_add('day', 7 * t.part, e.ends_on) else e.holdout_ends_on end as part_ends_on
  from to_date t
  join lifetime_ends e on e.basis = 'calibration'
)

select
  d.model,
  d.breakdown,
  d.part,
  d.calibration_ends_on,
  d.part_ends_on as holdout_ends_on,
  g.first_missing_on is null or g.first_missing_on > d.part_ends_on as is_complete,
  d.customers,
  d.purchases_after as actual_purchases,
  d.purchases as predicted_purchases,
  d.purchases_before as naive_purchases,
  d.net_sales_after as actual_net_sales,
  d.net_sales as predicted_net_sales,
  d.net_sales_before as naive_net_sales,
  case when d.breakdown = 'week' then d.purchases_after_to_date end as cumulative_actual_purchases,
  case when d.breakdown = 'week' then d.purchases_to_date end as cumulative_predicted_purchases,
  case when d.breakdown = 'week' then d.net_sales_after_to_date end as cumulative_actual_net_sales,
  case when d.breakdown = 'week' then d.net_sales_to_date end as cumulative_predicted_net_sales,
  d.selected
from dated d
cross join gaps g
