-- warning: every recipient of a campaign is a customer whom the sales or the customers feed know
select
  r.campaign_id,
  r.customer_id
from campaign_recipients r
left join all_customers a on a.customer_id = r.customer_id
where a.first_line_on is null
  and not coalesce(a.is_registered, false)
order by r.campaign_id, r.customer_id
