-- grain: one row per end of observation: now, and calibration where a backtest can be made
with bought as (
  select
    min(c.first_purchased_on) as first_purchased_on,
    s.as_of_date,
    s.lifetime_holdout_weeks as wanted_weeks,
    s.lifetime_holdouts_in_history as holdouts
  from customers c
  cross join settings s
  group by s.as_of_date, s.lifetime_holdout_weeks, s.lifetime_holdouts_in_history
),

-- The holdout ends with a month, so that the choice of a model changes only when one closes.
closed as (
  select max(ends_on) as holdout_ends_on
  from months
  where is_complete
),

possible as (
  select
    b.*,
    c.holdout_ends_on,
    cast(date_diff('day', b.first_purchased_on, c.holdout_ends_on) + 1 as bigint)
      / (7 * cast(b.holdouts as bigint)) as weeks_at_most
  from bought b
  cross join closed c
),

held_out as (
  select
    p.*,
    case when wanted_weeks < weeks_at_most then wanted_weeks else weeks_at_most end as holdout_weeks
  from possible p
),

ends as (
  select
    'now' as basis,
    first_purchased_on,
    as_of_date as ends_on,
    cast(null as bigint) as holdout_weeks,
    cast(null as date) as holdout_ends_on
  from held_out

  union all

  select
    'calibration' as basis,
    first_purchased_on,
    date_add('day', -7 * holdout_weeks, holdout_ends_on) as ends_on,
    holdout_weeks,
    holdout_ends_on
  from held_out
  where holdout_weeks >= 1
)

select
  basis,
  ends_on,
  date_add('day', 1, date_add('month', -12, ends_on)) as trails_from,
  date_diff('day', first_purchased_on, ends_on) + 1 as history_days,
  holdout_weeks,
  holdout_ends_on,
  date_add('day', 1 - 7 * holdout_weeks, ends_on) as naive_from
from ends
