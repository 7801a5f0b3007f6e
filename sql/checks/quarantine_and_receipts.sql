-- check: the quarantine holds exactly the records that the receipts of current dumps say were rejected
with rejected as (
  select
    feed,
    dump_id,
    count(*) as records
  from quarantine
  group by feed, dump_id
)

select
  r.feed,
  r.dump_id,
  r.file,
  r.rows_quarantined,
  coalesce(q.records, 0) as records_in_quarantine
from receipts r
left join rejected q on q.feed = r.feed and q.dump_id = r.dump_id
where r.state = 'current'
  and r.rows_quarantined is distinct from coalesce(q.records, 0)
order by r.feed, r.dump_id
