-- grain: one row per contact up to the as-of date: (source, contact_id)
with ranked as (
  select
    l.*,
    row_number() over (partition by l.source, l.contact_id order by r.arrival desc, l.dump_row desc) as rank_from_latest
  from lake_contacts l
  join receipts r on r.dump_id = l.dump_id and r.feed = 'contacts' and r.state = 'current'
)

select
  source,
  contact_id,
  customer_id,
  contacted_at,
  direction,
  kind,
  -- On the as-of date nobody knew of an answer that came later.
  case when cast(answered_at as date) <= s.as_of_date then answered_at end as answered_at,
  satisfaction,
  cost,
  employee,
  contacted_on,
  dump_id,
  dump_row
from ranked
cross join settings s
where rank_from_latest = 1
  and contacted_on <= s.as_of_date
