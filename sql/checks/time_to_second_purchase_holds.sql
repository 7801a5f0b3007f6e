-- check: all customers are at risk on day 0, each later day those who neither came back nor ran out, and survival never rises
with followed as (
  select
    t.*,
    lag(at_risk - repurchased - censored) over (order by days) as left_over,
    lag(survival) over (order by days) as survival_before
  from time_to_second_purchase t
),

known as (
  select count(*) as customers
  from purchase_days
  where purchase_number = 1
)

select
  f.days,
  f.at_risk,
  f.left_over,
  k.customers,
  f.survival,
  f.survival_before
from followed f
cross join known k
where f.at_risk <> coalesce(f.left_over, k.customers)
  or f.survival > f.survival_before
  or f.survival < 0
  or f.survival > 1
order by f.days
