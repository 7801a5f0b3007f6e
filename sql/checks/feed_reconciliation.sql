-- check: every accepted row of the feeds beside sales is kept, replaced by a later one, or after the as-of date
select
  feed,
  source,
  dump_id,
  file,
  rows_accepted,
  difference
from feed_reconciliation
where difference <> 0
order by feed, source, dump_id
