-- grain: one row per basis and history that customers share: (basis, frequency, recency_days, age_days)
select
  basis,
  frequency,
  recency_days,
  age_days,
  -- At one age all have begun on the same day.
  min(cohort_month) as cohort_month,
  count(*) as customers,
  count(case when repeat_net_sales > 0 then 1 end) as valued_customers,
  sum(case when repeat_net_sales > 0 then repeat_net_sales else 0 end) as valued_net_sales,
  sum(purchases_before) as purchases_before,
  sum(purchases_after) as purchases_after,
  sum(net_sales_before) as net_sales_before,
  sum(net_sales_after) as net_sales_after
from lifetime_histories
group by basis, frequency, recency_days, age_days
