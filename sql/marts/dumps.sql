-- grain: one row per receipt: (dump_id, arrival)
select
  dump_id,
  arrival,
  feed,
  source,
  file,
  state,
  reason,
  replaced_by,
  rows_read,
  rows_accepted,
  rows_quarantined,
  net_sales_accepted,
  first_day,
  last_day,
  content_sha256
from receipts
