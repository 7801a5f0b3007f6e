-- grain: one row per window that tiers are given for: now, and a month and a year earlier
with span as (
  select
    as_of_date,
    tier_window_months,
    case
      when last_day_of_month(as_of_date) = as_of_date then as_of_date
      else date_add('day', -1, cast(date_trunc('month', as_of_date) as date))
    end as last_month_end
  from settings
),

shifts as (
  values ('now', 0), ('month', 1), ('year', 12)
),

windows as (
  select
    h.compared_with,
    p.tier_window_months,
    date_add(
      'month',
      1 - p.tier_window_months - h.months_earlier,
      cast(date_trunc('month', p.last_month_end) as date)
    ) as window_starts_on,
    last_day_of_month(date_add('month', -h.months_earlier, p.last_month_end)) as window_ends_on,
    p.as_of_date
  from span p
  cross join (select * from shifts) as h (compared_with, months_earlier)
)

select
  w.compared_with,
  w.window_starts_on,
  w.window_ends_on,
  -- Today's classes are for everyone known today, those of an earlier window for everyone known at its end.
  case when w.compared_with = 'now' then w.as_of_date else w.window_ends_on end as known_by,
  count(m.month) = w.tier_window_months as is_complete
from windows w
left join months m
  on m.month between w.window_starts_on and w.window_ends_on
  and m.is_complete
group by w.compared_with, w.tier_window_months, w.window_starts_on, w.window_ends_on, w.as_of_date
