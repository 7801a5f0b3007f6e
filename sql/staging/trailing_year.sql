-- grain: one row
with reached as (
  select min(month) as first_month
  from months
),

missing as (
  select count(*) as nights
  from missing_days
),

span as (
  select
    date_add('day', 1, date_add('month', -12, as_of_date)) as starts_on,
    as_of_date as ends_on
  from settings
)

select
  p.starts_on,
  p.ends_on,
  n.nights = 0 and coalesce(r.first_month <= p.starts_on, false) as is_complete
from span p
cross join reached r
cross join missing n
