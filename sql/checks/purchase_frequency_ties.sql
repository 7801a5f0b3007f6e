-- check: purchase_frequency holds all purchase days and the money of all cohorts, and purchase_intervals all gaps between them
with totals as (
  select
    (select count(*) from purchase_days) as purchase_days,
    (select coalesce(sum(purchase_days * customers), 0) from purchase_frequency) as purchase_days_by_frequency,
    (select count(*) from purchase_days where purchase_number > 1) as gaps,
    (select coalesce(sum(gaps), 0) from purchase_intervals) as gaps_by_length,
    (select coalesce(max(cumulative_gaps), 0) from purchase_intervals) as gaps_in_the_end,
    (select coalesce(sum(net_sales), 0) from cohort_retention) as net_sales_of_cohorts,
    (select coalesce(sum(net_sales), 0) from purchase_frequency) as net_sales_by_frequency
)

select
  purchase_days,
  purchase_days_by_frequency,
  gaps,
  gaps_by_length,
  gaps_in_the_end,
  net_sales_of_cohorts,
  net_sales_by_frequency
from totals
where purchase_days <> purchase_days_by_frequency
  or gaps <> gaps_by_length
  or gaps <> gaps_in_the_end
  or net_sales_of_cohorts <> net_sales_by_frequency
