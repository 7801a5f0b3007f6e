-- grain: one row per campaign and customer on its list: (campaign_id, customer_id)
with ranked as (
  select
    l.*,
    row_number() over (partition by l.campaign_id, l.customer_id order by r.arrival desc, l.dump_row desc) as rank_from_latest
  from lake_campaign_recipients l
  join receipts r on r.dump_id = l.dump_id and r.feed = 'campaign_recipients' and r.state = 'current'
)

select
  campaign_id,
  customer_id,
  coalesce(is_control, false) as is_control,
  dump_id
from ranked
where rank_from_latest = 1
