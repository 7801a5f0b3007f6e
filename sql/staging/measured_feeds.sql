-- grain: one row
with counted as (
  select
    count(case when feed = 'customers' then 1 end) as customers,
    count(case when feed = 'contacts' then 1 end) as contacts,
    count(case when feed = 'campaigns' then 1 end) as campaigns,
    count(case when feed = 'campaign_recipients' then 1 end) as campaign_recipients
  from receipts
  where state = 'current'
)

select
  customers > 0 as has_customers,
  contacts > 0 as has_contacts,
  campaigns > 0 as has_campaigns,
  campaign_recipients > 0 as has_campaign_recipients
from counted
