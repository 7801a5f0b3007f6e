-- grain: one row per cohort month, and one for all customers: (scope, cohort_month)
with costed as (
  select
    cohort_month,
    sum(costed_net_sales) as costed_net_sales
  from lifetime_histories
  where basis = 'now'
  group by cohort_month
),

valued as (
  select
    cohort_month,
    count(*) as customers,
    sum(historic_net_sales) as historic_net_sales,
    sum(historic_gross_margin) as historic_gross_margin,
    sum(predicted_net_sales_365d) as predicted_net_sales_365d,
    sum(predicted_gross_margin_365d) as predicted_gross_margin_365d,
    sum(predicted_value_discounted) as predicted_value_discounted,
    sum(predicted_gross_margin_discounted) as predicted_gross_margin_discounted,
    sum(lifetime_value) as lifetime_value,
    sum(lifetime_gross_margin) as lifetime_gross_margin
  from customer_lifetime_value
  group by cohort_month
),

cohorts as (
  select
    'cohort' as scope,
    m.is_left_truncated,
    v.*,
    c.costed_net_sales,
    a.amount as acquisition_spend,
    -- What a customer cost is known once the month has closed: till then spend or customers may be missing.
    case when m.is_complete then a.amount end as won_for,
    case when m.is_complete and a.amount is not null then v.customers end as won_customers,
    case when m.is_complete and a.amount is not null then v.lifetime_gross_margin end as won_margin
  from valued v
  join costed c on c.cohort_month = v.cohort_month
  join months m on m.month = v.cohort_month
  left join acquisition_spend a on a.month = v.cohort_month
),

portfolio as (
  select
    'portfolio' as scope,
    false as is_left_truncated,
    cast(null as date) as cohort_month,
    sum(customers) as customers,
    sum(historic_net_sales) as historic_net_sales,
    sum(historic_gross_margin) as historic_gross_margin,
    sum(predicted_net_sales_365d) as predicted_net_sales_365d,
    sum(predicted_gross_margin_365d) as predicted_gross_margin_365d,
    sum(predicted_value_discounted) as predicted_value_discounted,
    sum(predicted_gross_margin_discounted) as predicted_gross_margin_discounted,
    sum(lifetime_value) as lifetime_value,
    sum(lifetime_gross_margin) as lifetime_gross_margin,
    sum(costed_net_sales) as costed_net_sales,
    sum(acquisition_spend) as acquisition_spend,
    sum(won_for) as won_for,
    sum(won_customers) as won_customers,
    sum(won_margin) as won_margin
  from cohorts
  having count(*) > 0
),

scopes as (
  select * from cohorts
  union all
  select * from portfolio
),

-- Of months with a gap or still open nobody knows the margin at their end.
paid_back as (
  select
    c.cohort_month,
    min(r.months_since_first) as payback_months
  from cohorts c
  join cohort_retention r on r.cohort_month = c.cohort_month
  where r.is_cumulative_complete
    and r.ltv_gross_margin >= cast(c.won_for as double) / c.won_customers
  group by c.cohort_month
),

with_intervals as (
  select
    s.*,
    i.purchases,
    i.purchases_low,
    i.purchases_high,
    cast(cast(floor(i.net_sales_low * 10000 + 0.5) as bigint) * 0.0001 as decimal(18,4)) as net_sales_low,
    cast(cast(floor(i.net_sales_high * 10000 + 0.5) as bigint) * 0.0001 as decimal(18,4)) as net_sales_high,
    cast(cast(floor(i.value_low * 10000 + 0.5) as bigint) * 0.0001 as decimal(18,4)) as value_low,
    cast(cast(floor(i.value_high * 10000 + 0.5) as bigint) * 0.0001 as decimal(18,4)) as value_high
  from scopes s
  left join lifetime_intervals i
    on i.scope = s.scope
    and (i.cohort_month = s.cohort_month or i.scope = 'portfolio')
)

select
  w.scope,
  w.cohort_month,
  w.is_left_truncated,
  w.customers,
  w.historic_net_sales,
  w.historic_gross_margin,
  w.purchases as expected_purchases_365d,
  w.purchases_low as expected_purchases_365d_low,
  w.purchases_high as expected_purchases_365d_high,
  w.predicted_net_sales_365d,
  w.net_sales_low as predicted_net_sales_365d_low,
  w.net_sales_high as predicted_net_sales_365d_high,
  w.predicted_gross_margin_365d,
  w.predicted_value_discounted,
  w.predicted_gross_margin_discounted,
  w.lifetime_value,
  w.historic_net_sales + w.value_low as lifetime_value_low,
  w.historic_net_sales + w.value_high as lifetime_value_high,
  w.lifetime_gross_margin,
  case
    when w.historic_net_sales > 0 then cast(w.historic_gross_margin as double) / cast(w.historic_net_sales as double)
  end as lifetime_margin_rate,
  case
    when b.has_margin then cast(w.costed_net_sales as double) / nullif(cast(w.historic_net_sales as double), 0)
  end as cost_coverage,
  cast(w.historic_net_sales as double) / w.customers as historic_net_sales_per_customer,
  cast(w.historic_gross_margin as double) / w.customers as historic_gross_margin_per_customer,
  cast(w.predicted_net_sales_365d as double) / w.customers as predicted_net_sales_365d_per_customer,
  cast(w.lifetime_value as double) / w.customers as lifetime_value_per_customer,
  cast(w.lifetime_gross_margin as double) / w.customers as lifetime_gross_margin_per_customer,
  w.acquisition_spend,
  cast(w.won_for as double) / w.won_customers as cac,
  p.payback_months,
  case
    when w.won_for > 0 then cast(w.won_margin as double) / cast(w.won_for as double)
  end as lifetime_margin_to_cac,
  c.model,
  c.is_eligible,
  c.ineligible_reason
from with_intervals w
left join paid_back p on p.cohort_month = w.cohort_month
cross join lifetime_choice c
cross join margin_base b
