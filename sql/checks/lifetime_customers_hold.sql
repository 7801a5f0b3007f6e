-- check: every customer has expectations that can be, or none and the reason why
select
  customer_id,
  is_eligible,
  ineligible_reason,
  p_alive,
  p_no_purchase_90d,
  expected_purchases_365d,
  predicted_purchases_low,
  predicted_purchases_high,
  expected_order_value,
  predicted_net_sales_365d,
  predicted_value_discounted
from customer_lifetime_value
where is_eligible <> (ineligible_reason is null)
  -- A number that is none, or without end, is neither below nor above any bound.
  or (
    is_eligible
    and not (
      coalesce(p_alive, 0) >= 0 and coalesce(p_alive, 0) <= 1
      and coalesce(p_no_purchase_90d, -1) >= 0 and p_no_purchase_90d <= 1
      and coalesce(expected_purchases_365d, -1) >= 0 and expected_purchases_365d < 1e15
      and coalesce(expected_order_value, -1) >= 0 and expected_order_value < 1e15
      and coalesce(predicted_net_sales_365d, -1) >= 0
      and coalesce(predicted_value_discounted, -1) >= 0
      and coalesce(predicted_purchases_low, -1) between 0 and coalesce(predicted_purchases_high, -1)
    )
  )
  or (
    not is_eligible
    and coalesce(
      p_alive,
      p_no_purchase_90d,
      expected_purchases_365d,
      expected_order_value,
      cast(predicted_purchases_low as double),
      cast(predicted_purchases_high as double),
      cast(predicted_net_sales_365d as double),
      cast(predicted_value_discounted as double),
      cast(lifetime_value as double)
    ) is not null
  )
order by customer_id
