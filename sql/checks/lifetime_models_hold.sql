-- check: models, patterns and intervals hold numbers that can be, and one model of purchases at most is selected
with numbers as (
  select
    'lifetime_model' as relation,
    model || ' ' || parameter as place,
    coalesce(value, 0) as number,
    coalesce(standard_error, 0) as other_number
  from lifetime_model

  union all

  select
    'lifetime_model' as relation,
    model || ' errors' as place,
    coalesce(holdout_error, 0) as number,
    coalesce(holdout_predicted_purchases, 0) as other_number
  from lifetime_model

  union all

  select
    'lifetime_patterns' as relation,
    cast(frequency as varchar) || ' ' || cast(recency_days as varchar) as place,
    coalesce(p_alive, 0) as number,
    expected_purchases_365d as other_number
  from lifetime_patterns

  union all

  select
    'lifetime_value_by_cohort purchases' as relation,
    scope || coalesce(' ' || cast(cohort_month as varchar), '') as place,
    coalesce(expected_purchases_365d_low, 0) as number,
    coalesce(expected_purchases_365d_high, 0) - coalesce(expected_purchases_365d_low, 0) as other_number
  from lifetime_value_by_cohort

  union all

  select
    'lifetime_value_by_cohort money' as relation,
    scope || coalesce(' ' || cast(cohort_month as varchar), '') as place,
    cast(coalesce(predicted_net_sales_365d_low, 0) as double) as number,
    cast(coalesce(predicted_net_sales_365d_high, 0) - coalesce(predicted_net_sales_365d_low, 0) as double)
      as other_number
  from lifetime_value_by_cohort

  union all

  select
    'lifetime_model selected twice' as relation,
    parameter as place,
    cast(1 - count(*) as double) as number,
    cast(0 as double) as other_number
  from lifetime_model
  where selected
    and model <> 'gamma_gamma'
  group by parameter
)

select
  relation,
  place,
  number,
  other_number
from numbers
where not (number >= 0 and number < 1e300 and other_number >= 0 and other_number < 1e300)
order by relation, place
