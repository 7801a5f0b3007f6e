-- check: lifetime value adds up: customers to cohorts, cohorts to the portfolio, and what they have brought to the sales of customers
with customers_summed as (
  select
    cohort_month,
    count(*) as customers,
    sum(historic_net_sales) as historic_net_sales,
    sum(coalesce(historic_gross_margin, 0)) as historic_gross_margin,
    sum(coalesce(predicted_net_sales_365d, 0)) as predicted_net_sales,
    sum(coalesce(predicted_gross_margin_365d, 0)) as predicted_gross_margin,
    sum(coalesce(lifetime_value, 0)) as lifetime_value,
    sum(coalesce(lifetime_gross_margin, 0)) as lifetime_gross_margin
  from customer_lifetime_value
  group by cohort_month
),

expected as (
  select
    'cohort' as scope,
    c.*
  from customers_summed c

  union all

  select
    'portfolio' as scope,
    cast(null as date) as cohort_month,
    sum(customers) as customers,
    sum(historic_net_sales) as historic_net_sales,
    sum(historic_gross_margin) as historic_gross_margin,
    sum(predicted_net_sales) as predicted_net_sales,
    sum(predicted_gross_margin) as predicted_gross_margin,
    sum(lifetime_value) as lifetime_value,
    sum(lifetime_gross_margin) as lifetime_gross_margin
  from customers_summed
  having count(*) > 0

  union all

  -- The same from the lines: without a purchase day a customer has no lifetime value.
  select
    'portfolio' as scope,
    cast(null as date) as cohort_month,
    count(distinct l.customer_id) as customers,
    sum(l.net_sales) as historic_net_sales,
    coalesce(sum(l.gross_margin), 0) as historic_gross_margin,
    cast(null as decimal(18,4)) as predicted_net_sales,
    cast(null as decimal(18,4)) as predicted_gross_margin,
    cast(null as decimal(18,4)) as lifetime_value,
    cast(null as decimal(18,4)) as lifetime_gross_margin
  from sales l
  join customers c on c.customer_id = l.customer_id
  where not l.is_excluded
  having count(*) > 0
)

select
  coalesce(e.scope, v.scope) as scope,
  coalesce(e.cohort_month, v.cohort_month) as cohort_month,
  e.customers as expected_customers,
  v.customers,
  e.historic_net_sales as expected_historic_net_sales,
  v.historic_net_sales,
  e.lifetime_value as expected_lifetime_value,
  v.lifetime_value
from expected e
full join lifetime_value_by_cohort v
  on v.scope = e.scope
  and (v.cohort_month = e.cohort_month or v.scope = 'portfolio')
where e.scope is null
  or v.scope is null
  or v.customers <> e.customers
  or v.historic_net_sales <> e.historic_net_sales
  or coalesce(v.historic_gross_margin, 0) <> e.historic_gross_margin
  or coalesce(v.predicted_net_sales_365d, 0) <> e.predicted_net_sales
  or coalesce(v.predicted_gross_margin_365d, 0) <> e.predicted_gross_margin
  or coalesce(v.lifetime_value, 0) <> e.lifetime_value
  or coalesce(v.lifetime_gross_margin, 0) <> e.lifetime_gross_margin
order by coalesce(e.scope, v.scope), coalesce(e.cohort_month, v.cohort_month)
