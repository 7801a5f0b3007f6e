-- check: every customer with a purchase day is in exactly one cohort, and in one row of purchase_frequency
with totals as (
  select
    (select count(*) from purchase_days where purchase_number = 1) as customers,
    (select coalesce(sum(cohort_customers), 0) from cohort_retention where months_since_first = 0) as in_cohorts,
    (select coalesce(sum(customers), 0) from purchase_frequency) as in_purchase_frequency
)

select
  customers,
  in_cohorts,
  in_purchase_frequency
from totals
where customers <> in_cohorts
  or customers <> in_purchase_frequency
