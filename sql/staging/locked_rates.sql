-- grain: one row per locked month, currency and day with a rate that its lock knows: (month, currency, day)
with ranked as (
  select
    k.month,
    l.currency,
    l.day,
    l.rate,
    row_number() over (
      partition by k.month, l.currency, l.day
      order by r.arrival desc, l.dump_row desc
    ) as rank_from_latest
  from lake_rates l
  join lock_dumps k on k.dump_id = l.dump_id
  join receipts r on r.dump_id = l.dump_id and r.feed = 'rates'
  where l.day >= date_add('day', -7, k.month)
    and l.day < date_add('month', 1, k.month)
)

select
  month,
  currency,
  day,
  rate
from ranked
where rank_from_latest = 1
