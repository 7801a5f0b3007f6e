-- warning: every recipient of a campaign is always a recipient, or always left out to compare with
select
  l.campaign_id,
  l.customer_id
from lake_campaign_recipients l
join receipts r on r.dump_id = l.dump_id and r.feed = 'campaign_recipients' and r.state = 'current'
group by l.campaign_id, l.customer_id
having min(case when l.is_control then 1 else 0 end) < max(case when l.is_control then 1 else 0 end)
order by l.campaign_id, l.customer_id
