-- warning: every campaign that sales are booked under is in the campaigns feed, where there is one
with booked as (
  select
    campaign,
    count(*) as lines,
    sum(net_sales) as net_sales
  from sales
  where campaign is not null
  group by campaign
)

select
  b.campaign,
  b.lines,
  b.net_sales
from booked b
cross join measured_feeds m
left join campaigns c on c.campaign_id = b.campaign
where m.has_campaigns
  and c.campaign_id is null
order by b.campaign
