-- grain: one row per customer with a purchase day
with compared as (
  select
    n.*,
    y.loyalty_score as loyalty_score_year_before,
    y.measured_ways as measured_ways_year_before,
    -- Null where one of the two is: such a way says nothing of a change.
    n.frequency_score - y.frequency_score as frequency_change,
    n.advice_score - y.advice_score as advice_change,
    n.breadth_score - y.breadth_score as breadth_change,
    n.recommends_score - y.recommends_score as recommends_change
  from loyalty_scores n
  left join loyalty_scores y on y.customer_id = n.customer_id and y.compared_with = 'year'
  where n.compared_with = 'now'
),

counted as (
  select
    c.*,
    case when frequency_change is null then 0 else 1 end
      + case when advice_change is null then 0 else 1 end
      + case when breadth_change is null then 0 else 1 end
      + case when recommends_change is null then 0 else 1 end as compared_ways
  from compared c
),

changed as (
  select
    c.*,
    (
      coalesce(frequency_change, 0)
      + coalesce(advice_change, 0)
      + coalesce(breadth_change, 0)
      + coalesce(recommends_change, 0)
    ) / cast(nullif(compared_ways, 0) as double) as loyalty_change
  from counted c
)

select
  c.customer_id,
  n.starts_on as window_starts_on,
  n.ends_on as window_ends_on,
  n.is_complete,
  c.net_sales,
  c.purchase_days,
  c.frequency_score,
  c.suggestions,
  c.advice_score,
  c.categories,
  c.new_products,
  c.breadth_score,
  c.referrals_bought,
  c.recommends_score,
  c.share_of_wallet,
  c.wallet_score,
  c.measured_ways,
  c.loyalty_score,
  c.measured_ways_year_before,
  c.loyalty_score_year_before,
  c.compared_ways,
  c.loyalty_change,
  -- A mean of thirds may miss the limit by its last bit.
  c.loyalty_change <= 1e-9 - cast(s.loyalty_fall as double) as is_falling,
  y.is_complete as is_complete_year_before
from changed c
join loyalty_years n on n.compared_with = 'now'
join loyalty_years y on y.compared_with = 'year'
cross join settings s
