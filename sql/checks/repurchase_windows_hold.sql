-- check: a longer window never has fewer customers who came back, and none has more than the cohort
with followed as (
  select
    w.*,
    max(repurchased_customers) over (
      partition by cohort_month
      order by window_days
      rows between unbounded preceding and 1 preceding
    ) as most_before
  from repurchase_windows w
)

select
  cohort_month,
  window_days,
  cohort_customers,
  repurchased_customers,
  most_before
from followed
where repurchased_customers > cohort_customers
  or repurchased_customers < most_before
  or (repurchased_customers is null and is_complete)
order by cohort_month, window_days
