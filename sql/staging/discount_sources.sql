-- grain: one row per source of sales: (source)
select
  source,
  count(discount) > 0 as has_discounts,
  count(campaign) > 0 as has_campaigns
from sales
where not is_excluded
group by source
