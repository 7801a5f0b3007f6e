-- check: every score of loyalty is none, or from 0 to 100, and as many are there as are said to be measured
with counted as (
  select
    c.*,
    case when frequency_score is null then 0 else 1 end
      + case when advice_score is null then 0 else 1 end
      + case when breadth_score is null then 0 else 1 end
      + case when recommends_score is null then 0 else 1 end
      + case when wallet_score is null then 0 else 1 end as scores
  from loyalty_scorecard c
)

select
  customer_id,
  frequency_score,
  advice_score,
  breadth_score,
  recommends_score,
  wallet_score,
  measured_ways,
  loyalty_score,
  loyalty_score_year_before,
  loyalty_change,
  is_falling
from counted
where scores <> measured_ways
  or (scores > 0) <> (loyalty_score is not null)
  -- A number that is none is neither below nor above any bound.
  or not (
    coalesce(frequency_score, 0) >= 0 and coalesce(frequency_score, 0) <= 100
    and coalesce(advice_score, 0) >= 0 and coalesce(advice_score, 0) <= 100
    and coalesce(breadth_score, 0) >= 0 and coalesce(breadth_score, 0) <= 100
    and coalesce(recommends_score, 0) >= 0 and coalesce(recommends_score, 0) <= 100
    and coalesce(wallet_score, 0) >= 0 and coalesce(wallet_score, 0) <= 100
    and coalesce(loyalty_score_year_before, 0) >= 0 and coalesce(loyalty_score_year_before, 0) <= 100
    and coalesce(loyalty_change, 0) >= -100 and coalesce(loyalty_change, 0) <= 100
  )
  or (is_falling is null) <> (loyalty_change is null)
  or (compared_ways = 0) <> (loyalty_change is null)
order by customer_id
