-- grain: one row per customer with a purchase day
with histories as (
  select *
  from lifetime_histories
  where basis = 'now'
),

base as (
  select
    case
      when sum(recent_costed_net_sales) > 0
        then cast(sum(recent_gross_margin) as double) / cast(sum(recent_costed_net_sales) as double)
      when sum(costed_net_sales) > 0
        then cast(sum(gross_margin) as double) / cast(sum(costed_net_sales) as double)
    end as margin_rate
  from histories
),

foretold as (
  select
    h.*,
    c.model,
    c.is_eligible,
    c.ineligible_reason,
    m.has_margin,
    s.p_alive,
    s.p_no_purchase_90d,
    s.expected_purchases_365d,
    s.predicted_purchases_low,
    s.predicted_purchases_high,
    s.discounted_purchases,
    case
      when not c.is_eligible then null
      when h.repeat_net_sales > 0
        then c.net_factor * c.p * (c.v + cast(h.repeat_net_sales as double)) / (c.p * h.frequency + c.q - 1)
      else c.net_factor * c.p * c.v / cast(c.q - 1 as double)
    end as expected_order_value,
    case
      when not m.has_margin then null
      when h.recent_costed_net_sales > 0
        then cast(h.recent_gross_margin as double) / cast(h.recent_costed_net_sales as double)
      else b.margin_rate
    end as margin_rate
  from histories h
  cross join lifetime_choice c
  cross join margin_base m
  cross join base b
  left join lifetime_scores s
    on s.frequency = h.frequency
    and s.recency_days = h.recency_days
    and s.age_days = h.age_days
),

in_money as (
  select
    f.*,
    case when has_margin then coalesce(gross_margin, 0) end as historic_gross_margin,
    cast(
      cast(floor(expected_purchases_365d * expected_order_value * 10000 + 0.5) as bigint) * 0.0001 as decimal(18,4)
    ) as predicted_net_sales,
    cast(
      cast(floor(expected_purchases_365d * expected_order_value * margin_rate * 10000 + 0.5) as bigint) * 0.0001
      as decimal(18,4)
    ) as predicted_gross_margin,
    cast(
      cast(floor(discounted_purchases * expected_order_value * 10000 + 0.5) as bigint) * 0.0001 as decimal(18,4)
    ) as value_discounted,
    cast(
      cast(floor(discounted_purchases * expected_order_value * margin_rate * 10000 + 0.5) as bigint) * 0.0001
      as decimal(18,4)
    ) as gross_margin_discounted
  from foretold f
)

select
  customer_id,
  cohort_month,
  first_purchased_on,
  last_purchased_on,
  frequency,
  recency_days,
  age_days,
  case when repeat_net_sales > 0 then cast(repeat_net_sales as double) / frequency end as order_value,
  net_sales as historic_net_sales,
  historic_gross_margin,
  p_alive,
  p_no_purchase_90d,
  expected_purchases_365d,
  predicted_purchases_low,
  predicted_purchases_high,
  expected_order_value,
  predicted_net_sales as predicted_net_sales_365d,
  predicted_gross_margin as predicted_gross_margin_365d,
  value_discounted as predicted_value_discounted,
  gross_margin_discounted as predicted_gross_margin_discounted,
  net_sales + value_discounted as lifetime_value,
  historic_gross_margin + gross_margin_discounted as lifetime_gross_margin,
  case
    when net_sales > 0 then cast(historic_gross_margin as double) / cast(net_sales as double)
  end as lifetime_margin_rate,
  case
    when has_margin then cast(costed_net_sales as double) / nullif(cast(net_sales as double), 0)
  end as cost_coverage,
  model,
  is_eligible,
  ineligible_reason
from in_money
