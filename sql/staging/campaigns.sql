-- grain: one row per campaign of the campaigns feed: (campaign_id)
with ranked as (
  select
    l.*,
    row_number() over (partition by l.campaign_id order by r.arrival desc, l.dump_row desc) as rank_from_latest
  from lake_campaigns l
  join receipts r on r.dump_id = l.dump_id and r.feed = 'campaigns' and r.state = 'current'
)

select
  campaign_id,
  name,
  starts_on,
  ends_on,
  budget,
  cost,
  expected_net_sales,
  dump_id
from ranked
where rank_from_latest = 1
