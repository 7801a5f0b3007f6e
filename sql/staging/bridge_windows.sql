-- grain: one row per window of the customer base bridge: (window_name, window_starts_on)
with ended as (
  select m.*
  from months m
  cross join settings s
  where m.ends_on <= s.as_of_date
),

span as (
  select
    min(month) as first_month,
    max(month) as last_month
  from ended
),

lengths as (
  values ('month', 1), ('trailing_12_months', 12)
),

-- Every month, and the last twelve.
windows as (
  select
    n.window_name,
    date_add('month', 1 - n.months * 2, e.month) as window_before_starts_on,
    date_add('month', 1 - n.months, e.month) as window_starts_on,
    e.ends_on as window_ends_on
  from ended e
  cross join span p
  cross join (select * from lengths) as n (window_name, months)
  where (n.window_name = 'month' or e.month = p.last_month)
    -- Of a time before the data nobody knows who bought.
    and date_add('month', 1 - n.months * 2, e.month) >= p.first_month
)

select
  w.window_name,
  w.window_before_starts_on,
  w.window_starts_on,
  w.window_ends_on,
  bool_and(e.is_complete) as is_complete,
  bool_or(e.month = w.window_starts_on and e.is_left_truncated) as is_left_truncated
from windows w
join ended e on e.month between w.window_before_starts_on and w.window_ends_on
group by w.window_name, w.window_before_starts_on, w.window_starts_on, w.window_ends_on
