-- grain: one row
with counted as (
  select
    count(case when a.is_registered or a.purchase_days > 0 then 1 end) as measured_customers,
    count(case when y.purchase_days_12_months > 0 then 1 end) as buyers,
    coalesce(sum(case when y.purchase_days_12_months > 0 then y.net_sales_12_months end), 0) as buyers_net_sales
  from all_customers a
  left join customer_years y on y.customer_id = a.customer_id
),

-- Heads are whole: half a one and more counts as one.
aimed as (
  select
    c.*,
    s.market_population,
    s.market_target_share,
    s.market_reachable_share,
    s.market_valid_share,
    s.market_buyer_share,
    s.market_yearly_spend,
    cast(
      floor(
        cast(s.market_population as double) * s.market_target_share * s.market_reachable_share + 0.5
      ) as bigint
    ) as target_group
  from counted c
  cross join settings s
),

held as (
  select
    a.*,
    coalesce(
      cast(floor(cast(target_group as double) * market_valid_share + 0.5) as bigint),
      measured_customers
    ) as held_customers
  from aimed a
),

rated as (
  select
    h.*,
    coalesce(
      market_buyer_share,
      cast(buyers as double) / cast(nullif(measured_customers, 0) as double)
    ) as buyer_share,
    coalesce(
      cast(market_yearly_spend as double),
      cast(buyers_net_sales as double) / cast(nullif(buyers, 0) as double)
    ) as yearly_spend,
    case when target_group > held_customers then target_group - held_customers when target_group >= 0 then 0 end
      as rest_customers
  from held h
),

worth as (
  select
    r.*,
    cast(held_customers as double) * buyer_share * yearly_spend as potential,
    cast(rest_customers as double) * buyer_share * yearly_spend as rest
  from rated r
),

-- Money has 14 digits before the point: what would need more is not told.
bounded as (
  select
    w.*,
    case when potential < 1e14 then potential end as potential_told,
    case when rest < 1e14 then rest end as rest_told
  from worth w
)

select
  y.starts_on as window_starts_on,
  y.ends_on as window_ends_on,
  y.is_complete,
  r.market_population,
  r.market_target_share,
  r.market_reachable_share,
  r.target_group,
  r.measured_customers,
  r.market_valid_share,
  r.held_customers,
  case when r.market_valid_share is null then 'measured' else 'planned' end as held_from,
  cast(r.held_customers as double) / cast(nullif(r.target_group, 0) as double) as customer_share,
  r.buyers,
  r.buyers_net_sales,
  r.buyer_share,
  case when r.market_buyer_share is null then 'measured' else 'planned' end as buyer_share_from,
  cast(cast(floor(r.yearly_spend * 10000 + 0.5) as bigint) * 0.0001 as decimal(18,4)) as yearly_spend,
  case when r.market_yearly_spend is null then 'measured' else 'planned' end as yearly_spend_from,
  cast(cast(floor(r.potential_told * 10000 + 0.5) as bigint) * 0.0001 as decimal(18,4)) as potential_net_sales,
  case
    when r.potential >= 1e14 then 'too_large'
    when r.potential is null then 'not_measured'
  end as potential_reason,
  r.rest_customers,
  cast(cast(floor(r.rest_told * 10000 + 0.5) as bigint) * 0.0001 as decimal(18,4)) as rest_net_sales,
  case
    when r.rest >= 1e14 then 'too_large'
    when r.rest is null then 'not_measured'
  end as rest_reason
from bounded r
cross join trailing_year y
