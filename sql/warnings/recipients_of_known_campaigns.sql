-- warning: every recipient is of a campaign that the campaigns feed knows
select
  r.campaign_id,
  r.customer_id
from campaign_recipients r
left join campaigns c on c.campaign_id = r.campaign_id
where c.campaign_id is null
order by r.campaign_id, r.customer_id
