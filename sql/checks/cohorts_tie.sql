-- check: per month, cohorts, sales outside of cohorts and excluded lines add up to sales, in net sales and in margin
with amounts as (
  select
    cast(date_trunc('month', ordered_on) as date) as month,
    'sold' as part,
    net_sales,
    gross_margin
  from sales
  union all
  select
    cast(date_trunc('month', ordered_on) as date) as month,
    'excluded' as part,
    net_sales,
    gross_margin
  from sales
  where is_excluded
  union all
  select
    date_add('month', months_since_first, cohort_month) as month,
    'in_cohorts' as part,
    net_sales,
    gross_margin
  from cohort_retention
  union all
  select
    month,
    'outside_cohorts' as part,
    net_sales,
    gross_margin
  from sales_outside_cohorts
),

totals as (
  select
    month,
    sum(case when part = 'sold' then net_sales else 0 end) as sold,
    sum(case when part = 'in_cohorts' then net_sales else 0 end) as in_cohorts,
    sum(case when part = 'outside_cohorts' then net_sales else 0 end) as outside_cohorts,
    sum(case when part = 'excluded' then net_sales else 0 end) as excluded,
    sum(case when part = 'sold' then coalesce(gross_margin, 0) else -coalesce(gross_margin, 0) end)
      as gross_margin_difference
  from amounts
  group by month
)

select
  month,
  sold,
  in_cohorts,
  outside_cohorts,
  excluded,
  sold - in_cohorts - outside_cohorts - excluded as difference,
  gross_margin_difference
from totals
where sold <> in_cohorts + outside_cohorts + excluded
  or gross_margin_difference <> 0
order by month
