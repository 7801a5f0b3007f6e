-- check: in every cohort all are active in its first month, never more than it has, and those who repurchased never get fewer
with followed as (
  select
    c.*,
    lag(repurchased_customers) over (
      partition by cohort_month
      order by months_since_first
    ) as repurchased_before,
    row_number() over (partition by cohort_month order by months_since_first) as place
  from cohort_retention c
)

select
  cohort_month,
  months_since_first,
  cohort_customers,
  active_customers,
  repurchased_customers,
  repurchased_before
from followed
where (months_since_first = 0 and active_customers <> cohort_customers)
  or active_customers > cohort_customers
  or repurchased_customers > cohort_customers
  or repurchased_customers < repurchased_before
  or place <> months_since_first + 1
order by cohort_month, months_since_first
