-- grain: one row per basis, frequency and repeat net sales that customers share: (basis, frequency, repeat_net_sales)
select
  basis,
  frequency,
  repeat_net_sales,
  count(*) as customers
from lifetime_histories
where repeat_net_sales > 0
group by basis, frequency, repeat_net_sales
