-- check: every row and every amount of a current sales dump is accounted for, to the cent
select
  source,
  dump_id,
  file,
  rows_read,
  rows_accepted,
  rows_quarantined,
  rows_difference,
  difference
from reconciliation
where rows_read is distinct from rows_accepted + rows_quarantined
  or rows_difference is distinct from 0
  or difference is distinct from 0
order by source, dump_id
