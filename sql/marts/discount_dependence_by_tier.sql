-- grain: one row per tier
select
  tier,
  min(window_starts_on) as window_starts_on,
  max(window_ends_on) as window_ends_on,
  bool_and(is_complete) as is_complete,
  count(*) as customers,
  sum(net_sales) as net_sales,
  sum(sold_net_sales) as sold_net_sales,
  sum(measured_net_sales) as measured_net_sales,
  sum(discounted_net_sales) as discounted_net_sales,
  cast(sum(discounted_net_sales) as double) / cast(nullif(sum(measured_net_sales), 0) as double) as discounted_share,
  sum(discount) as discount,
  sum(list_price) as list_price,
  cast(sum(discount) as double) / cast(nullif(sum(list_price), 0) as double) as mean_discount_rate,
  case when count(measured_net_sales) > 0 then count(is_dependent) end as measured_customers,
  case when count(measured_net_sales) > 0 then count(case when is_dependent then 1 end) end as dependent_customers,
  cast(count(case when is_dependent then 1 end) as double) / cast(nullif(count(is_dependent), 0) as double)
    as dependent_customer_share,
  sum(between_campaigns_net_sales) as between_campaigns_net_sales,
  cast(sum(between_campaigns_net_sales) as double) / cast(nullif(sum(sold_net_sales), 0) as double)
    as between_campaigns_share
from discount_dependence
group by tier
