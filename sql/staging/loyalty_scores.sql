-- grain: one row per window of loyalty and customer with a purchase day known then: (compared_with, customer_id)
-- Nulls stand last, so that the rank of a figure less 1 is the count of strictly smaller ones.
with placed as (
  select
    f.*,
    rank() over (partition by compared_with order by purchase_days nulls last) - 1 as fewer_purchases,
    count(purchase_days) over (partition by compared_with) - 1 as other_purchases,
    rank() over (partition by compared_with order by suggestions nulls last) - 1 as fewer_suggestions,
    count(suggestions) over (partition by compared_with) - 1 as other_suggestions,
    rank() over (partition by compared_with order by categories nulls last) - 1 as fewer_categories,
    count(categories) over (partition by compared_with) - 1 as other_categories,
    rank() over (partition by compared_with order by new_products nulls last) - 1 as fewer_new_products,
    count(new_products) over (partition by compared_with) - 1 as other_new_products,
    rank() over (partition by compared_with order by referrals_bought nulls last) - 1 as fewer_referrals,
    count(referrals_bought) over (partition by compared_with) - 1 as other_referrals,
    rank() over (partition by compared_with order by share_of_wallet nulls last) - 1 as lower_shares,
    count(share_of_wallet) over (partition by compared_with) - 1 as other_shares
  from loyalty_figures f
),

-- With nobody beside, there is nothing to compare with: not measured.
percentiles as (
  select
    p.*,
    case when purchase_days is not null then cast(fewer_purchases * 100 as double) / nullif(other_purchases, 0) end
      as frequency_score,
    case when suggestions is not null then cast(fewer_suggestions * 100 as double) / nullif(other_suggestions, 0) end
      as advice_score,
    case when categories is not null then cast(fewer_categories * 100 as double) / nullif(other_categories, 0) end
      as categories_score,
    case when new_products is not null then cast(fewer_new_products * 100 as double) / nullif(other_new_products, 0) end
      as new_products_score,
    case when referrals_bought is not null then cast(fewer_referrals * 100 as double) / nullif(other_referrals, 0) end
      as recommends_score,
    case when share_of_wallet is not null then cast(lower_shares * 100 as double) / nullif(other_shares, 0) end
      as wallet_score
  from placed p
),

ways as (
  select
    p.*,
    coalesce((categories_score + new_products_score) / cast(2 as double), categories_score, new_products_score)
      as breadth_score
  from percentiles p
),

counted as (
  select
    w.*,
    case when frequency_score is null then 0 else 1 end
      + case when advice_score is null then 0 else 1 end
      + case when breadth_score is null then 0 else 1 end
      + case when recommends_score is null then 0 else 1 end
      + case when wallet_score is null then 0 else 1 end as measured_ways
  from ways w
)

select
  compared_with,
  customer_id,
  net_sales,
  purchase_days,
  suggestions,
  categories,
  new_products,
  referrals_bought,
  share_of_wallet,
  frequency_score,
  advice_score,
  breadth_score,
  recommends_score,
  wallet_score,
  measured_ways,
  (
    coalesce(frequency_score, 0)
    + coalesce(advice_score, 0)
    + coalesce(breadth_score, 0)
    + coalesce(recommends_score, 0)
    + coalesce(wallet_score, 0)
  ) / cast(nullif(measured_ways, 0) as double) as loyalty_score
from counted
