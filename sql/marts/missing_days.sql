-- grain: one row per expected source and business day that no current dump covers
with delivered as (
  select
    l.source,
    l.ordered_on as delivered_on
  from lake_sales l
  join settings_expected_sources e on e.source = l.source
  group by l.source, l.ordered_on
  union
  select
    n.source,
    n.delivered_on
  from dump_named_days n
  join settings_expected_sources e on e.source = n.source
),

spans as (
  select
    d.source,
    min(d.delivered_on) as first_day,
    max(s.as_of_date) as last_day
  from delivered d
  cross join settings s
  where d.delivered_on <= s.as_of_date
  group by d.source
),

expected as (
  select
    p.source,
    e.expected_on
  from spans p
  cross join unnest(sequence(p.first_day, p.last_day, interval '1' day)) as e (expected_on)
),

closed as (
  select
    e.source,
    e.expected_on
  from expected e
  join settings_closed_days c
    on c.source = e.source
    and (c.closed_on = e.expected_on or c.iso_weekday = day_of_week(e.expected_on))
  group by e.source, e.expected_on
)

select
  e.source,
  e.expected_on as missing_on
from expected e
left join delivered d on d.source = e.source and d.delivered_on = e.expected_on
left join closed c on c.source = e.source and c.expected_on = e.expected_on
where d.source is null
  and c.source is null
