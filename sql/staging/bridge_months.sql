-- grain: one row per window of the customer base bridge and month of it or of the window before: (window_name, window_starts_on, month)
select
  w.window_name,
  w.window_starts_on,
  m.month,
  m.month < w.window_starts_on as is_before
from bridge_windows w
join months m on m.month between w.window_before_starts_on and w.window_ends_on
