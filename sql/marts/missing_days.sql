-- grain: one row per expected source and business day that no current dump covers
with delivered as (
  select
    l.source,
    l.ordered_on as delivered_on
  from lake_sales l
  join settings_expected_sources e on e.source = l.source
  -- What a locked month does not count has not made it complete either.
  left join locked_lines k on k.dump_id = l.dump_id and k.dump_row = l.dump_row
  where coalesce(k.counts, true)
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

-- Every day from the first to the last. A list has at most 10,000 entries in Athena, and days of 28 years are more.
expected as (
  select
    p.source,
    date_add('day', t.thousands * 1000 + u.units, p.first_day) as expected_on
  from spans p
  cross join unnest(sequence(0, cast(date_diff('day', p.first_day, p.last_day) as bigint) / 1000)) as t (thousands)
  cross join unnest(sequence(0, 999)) as u (units)
  where t.thousands * 1000 + u.units <= date_diff('day', p.first_day, p.last_day)
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
