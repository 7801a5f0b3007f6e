-- check: a campaign has an uplift or the reason why not, of numbers that can be, and recipients' sales are those of their days
with windows as (
  select
    r.campaign_id,
    r.starts_on,
    case when r.ends_on < s.as_of_date then r.ends_on else s.as_of_date end as seen_until
  from campaign_results r
  cross join settings s
  where r.recipients_net_sales is not null
),

bought as (
  select
    w.campaign_id,
    sum(l.net_sales) as net_sales
  from windows w
  join campaign_recipients m on m.campaign_id = w.campaign_id and not m.is_control
  join customer_days l
    on l.customer_id = m.customer_id
    and l.ordered_on between w.starts_on and w.seen_until
  group by w.campaign_id
)

select
  r.campaign_id,
  r.uplift_net_sales,
  r.uplift_per_recipient,
  r.standard_error,
  r.uplift_reason,
  r.recipients_net_sales,
  b.net_sales as net_sales_in_days
from campaign_results r
left join bought b on b.campaign_id = r.campaign_id
where (r.uplift_net_sales is null) <> (r.uplift_reason is not null)
  or (r.uplift_net_sales is null) <> (r.is_certain is null)
  or (r.uplift_net_sales is null) <> (r.uplift_per_recipient is null)
  or not coalesce(r.standard_error, 0) between 0 and 1e15
  or not coalesce(abs(r.uplift_per_recipient), 0) between 0 and 1e15
  or coalesce(b.net_sales, 0) <> coalesce(r.recipients_net_sales, 0)
order by r.campaign_id
