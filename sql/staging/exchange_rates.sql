-- grain: one row per currency and day with a rate: (currency, day)
with ranked as (
  select
    l.*,
    row_number() over (partition by l.currency, l.day order by r.arrival desc, l.dump_row desc) as rank_from_latest
  from lake_rates l
  join receipts r on r.dump_id = l.dump_id and r.feed = 'rates' and r.state = 'current'
)

select
  day,
  currency,
  rate,
  dump_id
from ranked
where rank_from_latest = 1
