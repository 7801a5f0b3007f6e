-- grain: one row per current dump of a feed whose latest row of a key counts: (feed, source, dump_id)
with keyed as (
  select
    'customers' as feed,
    dump_id,
    dump_row,
    customer_id as first_key,
    '' as second_key,
    registered_on as known_on
  from lake_customers
  union all
  select
    'contacts' as feed,
    dump_id,
    dump_row,
    source as first_key,
    contact_id as second_key,
    contacted_on as known_on
  from lake_contacts
  union all
  select
    'campaigns' as feed,
    dump_id,
    dump_row,
    campaign_id as first_key,
    '' as second_key,
    cast(null as date) as known_on
  from lake_campaigns
  union all
  select
    'campaign_recipients' as feed,
    dump_id,
    dump_row,
    campaign_id as first_key,
    customer_id as second_key,
    cast(null as date) as known_on
  from lake_campaign_recipients
  union all
  select
    'rates' as feed,
    dump_id,
    dump_row,
    currency as first_key,
    cast(day as varchar) as second_key,
    cast(null as date) as known_on
  from lake_rates
),

ranked as (
  select
    k.feed,
    k.dump_id,
    k.known_on,
    row_number() over (
      partition by k.feed, k.first_key, k.second_key
      order by r.arrival desc, k.dump_row desc
    ) as rank_from_latest
  from keyed k
  join receipts r on r.dump_id = k.dump_id and r.feed = k.feed and r.state = 'current'
),

left_out as (
  select
    k.feed,
    k.dump_id,
    sum(case when k.rank_from_latest > 1 then 1 else 0 end) as rows_replaced,
    sum(case when k.rank_from_latest = 1 and k.known_on > s.as_of_date then 1 else 0 end) as rows_after_as_of
  from ranked k
  cross join settings s
  group by k.feed, k.dump_id
),

-- Counted where the rows are used, not as the rest: otherwise nothing would be proven.
used as (
  select 'customers' as feed, dump_id from customer_records
  union all
  select 'contacts' as feed, dump_id from contacts
  union all
  select 'campaigns' as feed, dump_id from campaigns
  union all
  select 'campaign_recipients' as feed, dump_id from campaign_recipients
  union all
  select 'rates' as feed, dump_id from exchange_rates
),

kept as (
  select
    feed,
    dump_id,
    count(*) as rows_kept
  from used
  group by feed, dump_id
),

joined as (
  select
    r.feed,
    r.source,
    r.dump_id,
    r.file,
    coalesce(r.rows_accepted, 0) as rows_accepted,
    coalesce(k.rows_kept, 0) as rows_kept,
    coalesce(l.rows_replaced, 0) as rows_replaced,
    coalesce(l.rows_after_as_of, 0) as rows_after_as_of
  from receipts r
  left join left_out l on l.feed = r.feed and l.dump_id = r.dump_id
  left join kept k on k.feed = r.feed and k.dump_id = r.dump_id
  where r.state = 'current'
    and r.feed in ('customers', 'contacts', 'campaigns', 'campaign_recipients', 'rates')
)

select
  feed,
  source,
  dump_id,
  file,
  rows_accepted,
  rows_kept,
  rows_replaced,
  rows_after_as_of,
  rows_accepted - rows_kept - rows_replaced - rows_after_as_of as difference
from joined
