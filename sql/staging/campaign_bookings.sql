-- grain: one row per campaign that lines are booked under and customer, null for unidentified lines: (campaign_id, customer_id)
select
  l.campaign as campaign_id,
  l.customer_id,
  count(*) as lines,
  sum(l.net_sales) as net_sales,
  sum(l.gross_margin) as gross_margin,
  sum(case when l.gross_margin is not null then l.net_sales else 0 end) as costed_net_sales,
  sum(l.discount) as discount,
  min(case when l.net_sales > 0 or (s.count_zero_value and l.net_sales = 0) then l.ordered_on end) as first_bought_on
from sales l
cross join settings s
where l.campaign is not null
  and not l.is_excluded
group by l.campaign, l.customer_id
