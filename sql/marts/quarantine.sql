-- grain: one row per rejected record: (feed, dump_id, line)
select
  feed,
  source,
  dump_id,
  file,
  line,
  column_name,
  reason,
  raw,
  ordered_on,
  net_sales
from lake_quarantine
