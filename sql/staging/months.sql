-- grain: one row per calendar month, from the first business day of the data to the as-of date
with span as (
  select
    min(l.ordered_on) as first_day,
    max(s.as_of_date) as as_of_date,
    max(s.left_truncated_days) as left_truncated_days
  from sales l
  cross join settings s
  having count(*) > 0
),

calendar as (
  select
    m.month,
    last_day_of_month(m.month) as ends_on,
    span.as_of_date,
    date_add('day', span.left_truncated_days, span.first_day) as settled_from
  from span
  cross join unnest(
    sequence(
      cast(date_trunc('month', span.first_day) as date),
      cast(date_trunc('month', span.as_of_date) as date),
      interval '1' month
    )
  ) as m (month)
),

gaps as (
  select cast(date_trunc('month', missing_on) as date) as month
  from missing_days
  group by cast(date_trunc('month', missing_on) as date)
),

judged as (
  select
    c.month,
    c.ends_on,
    c.ends_on <= c.as_of_date and g.month is null as is_complete,
    c.month < c.settled_from as is_left_truncated
  from calendar c
  left join gaps g on g.month = c.month
)

select
  month,
  ends_on,
  is_complete,
  is_left_truncated,
  sum(case when is_complete then 0 else 1 end) over (
    order by month
    rows between unbounded preceding and current row
  ) as incomplete_months_to_date
from judged
