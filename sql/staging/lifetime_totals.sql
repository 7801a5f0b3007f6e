-- grain: one row per basis
select
  basis,
  count(*) as customers,
  count(case when frequency >= 2 then 1 end) as frequent_customers,
  count(case when frequency > 0 and repeat_net_sales <= 0 then 1 end) as valueless_customers,
  sum(repeat_net_sales) as repeat_net_sales,
  sum(later_net_sales) as later_net_sales
from lifetime_histories
group by basis
