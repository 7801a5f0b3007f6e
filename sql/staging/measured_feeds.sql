-- grain: one row
-- A dump without a row measures nothing: that nobody was contacted is known only where contacts are written down.
with counted as (
  select
    count(case when feed = 'customers' then 1 end) as customers,
    count(case when feed = 'campaigns' then 1 end) as campaigns,
    count(case when feed = 'campaign_recipients' then 1 end) as campaign_recipients
  from receipts
  where state = 'current'
    and (rows_accepted is null or rows_accepted > 0)
),

contacted as (
  select count(*) as contacts
  from contacts
)

select
  r.customers > 0 as has_customers,
  c.contacts > 0 as has_contacts,
  r.campaigns > 0 as has_campaigns,
  r.campaign_recipients > 0 as has_campaign_recipients
from counted r
cross join contacted c
