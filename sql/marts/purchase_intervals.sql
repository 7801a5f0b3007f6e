-- grain: one row per number of days between two consecutive purchase days, of those that occur
with intervals as (
  select
    days_since_previous as days,
    count(*) as gaps
  from purchase_days
  where days_since_previous is not null
  group by days_since_previous
),

counted as (
  select
    i.*,
    sum(gaps) over (
      order by days
      rows between unbounded preceding and current row
    ) as cumulative_gaps,
    sum(gaps) over () as total_gaps
  from intervals i
),

-- The two middle values; of an odd number they are the same one.
middle as (
  select
    min(case when 2 * cumulative_gaps >= total_gaps then days end) as lower_days,
    min(case when 2 * cumulative_gaps > total_gaps then days end) as upper_days
  from counted
),

missing as (
  select count(*) as nights
  from missing_days
)

select
  c.days,
  n.nights = 0 as is_complete,
  c.gaps,
  c.cumulative_gaps,
  c.total_gaps,
  cast(c.cumulative_gaps as double) / c.total_gaps as cumulative_share,
  cast(m.lower_days + m.upper_days as double) / 2 as median_days
from counted c
cross join middle m
cross join missing n
