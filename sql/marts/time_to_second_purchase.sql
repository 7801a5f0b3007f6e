-- grain: one row per number of days since the first purchase day, from 0 to the longest that a customer was watched
with watched as (
  select
    date_diff('day', c.first_purchased_on, coalesce(c.second_purchased_on, s.as_of_date)) as days,
    count(c.second_purchased_on) as repurchased,
    count(*) - count(c.second_purchased_on) as censored
  from customers c
  cross join settings s
  group by date_diff('day', c.first_purchased_on, coalesce(c.second_purchased_on, s.as_of_date))
),

longest as (
  select max(days) as days
  from watched
  having count(*) > 0
),

-- A list has at most 10,000 entries in Athena, and days of 28 years are more.
numbered as (
  select t.thousands * 1000 + u.units as days
  from longest
  cross join unnest(sequence(0, cast(longest.days as bigint) / 1000)) as t (thousands)
  cross join unnest(sequence(0, 999)) as u (units)
  where t.thousands * 1000 + u.units <= longest.days
),

dense as (
  select
    n.days,
    coalesce(w.repurchased, 0) as repurchased,
    coalesce(w.censored, 0) as censored
  from numbered n
  left join watched w on w.days = n.days
),

-- Who is censored on a day is at risk on it: events of a day come before its censorings.
risks as (
  select
    d.*,
    sum(repurchased + censored) over (
      order by days desc
      rows between unbounded preceding and current row
    ) as at_risk
  from dense d
),

-- Only the last day can bring back everyone at risk: ln(0) becomes a null there, which the sum passes over.
logs as (
  select
    r.*,
    sum(ln(nullif(cast(at_risk - repurchased as double) / at_risk, 0))) over (
      order by days
      rows between unbounded preceding and current row
    ) as log_survival
  from risks r
),

-- Ten decimals take off what the logarithms add, so that a survival of one half is one half.
curve as (
  select
    days,
    at_risk,
    repurchased,
    censored,
    case when repurchased = at_risk then 0 else round(exp(log_survival), 10) end as survival
  from logs
),

median as (
  select min(case when survival <= 0.5 then days end) as median_days
  from curve
),

missing as (
  select count(*) as nights
  from missing_days
)

select
  c.days,
  n.nights = 0 as is_complete,
  c.at_risk,
  c.repurchased,
  c.censored,
  c.survival,
  round(1 - c.survival, 10) as share_repurchased,
  m.median_days
from curve c
cross join median m
cross join missing n
