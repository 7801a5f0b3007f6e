-- grain: one row per window that loyalty is measured for: the 12 months up to the end of a tier window
with years as (
  select
    w.compared_with,
    date_add('month', -11, cast(date_trunc('month', w.window_ends_on) as date)) as starts_on,
    w.window_ends_on as ends_on,
    w.known_by
  from tier_windows w
  cross join settings s
  -- Only the rule partner asks how loyal someone was a month ago.
  where w.compared_with <> 'month'
    or s.tier_rule = 'partner'
)

select
  y.compared_with,
  y.starts_on,
  y.ends_on,
  y.known_by,
  count(m.month) = 12 as is_complete
from years y
left join months m
  on m.month between y.starts_on and y.ends_on
  and m.is_complete
group by y.compared_with, y.starts_on, y.ends_on, y.known_by
