-- grain: one row per known customer with a purchase day
select
  customer_id,
  min(purchased_on) as first_purchased_on,
  cast(date_trunc('month', min(purchased_on)) as date) as cohort_month,
  min(case when purchase_number = 2 then purchased_on end) as second_purchased_on,
  max(purchased_on) as last_purchased_on,
  count(*) as purchase_days
from purchase_days
group by customer_id
