-- grain: one row per customer that any feed names
-- A score is 1 and the number of cuts strictly below the value.
with scored as (
  select
    y.customer_id,
    y.days_since_last,
    y.purchase_days_12_months,
    y.net_sales_12_months,
    1 + count(case when y.days_since_last < c.days_since_last then 1 end) as r_score,
    1 + count(case when y.purchase_days_12_months > c.purchase_days_12_months then 1 end) as f_score,
    1 + count(case when y.net_sales_12_months > c.net_sales_12_months then 1 end) as m_score
  from customer_years y
  cross join rfm_cuts c
  group by y.customer_id, y.days_since_last, y.purchase_days_12_months, y.net_sales_12_months
),

rated as (
  select
    s.*,
    cast((f_score + m_score) * 0.5 as decimal(18,4)) as fm_score
  from scored s
)

select
  l.customer_id,
  w.starts_on as window_starts_on,
  w.ends_on as window_ends_on,
  w.is_complete,
  r.days_since_last as recency_days,
  r.purchase_days_12_months as frequency,
  r.net_sales_12_months as monetary,
  r.r_score,
  r.f_score,
  r.m_score,
  r.fm_score,
  g.segment,
  l.stage as lifecycle_stage,
  l.stage_since,
  date_diff('day', l.stage_since, w.ends_on) as days_in_stage,
  l.moved_by,
  case
    when l.stage = 'loyal' then 'loyal'
    when l.stage = 'target' then 'potential'
    else 'ordinary'
  end as relationship_group,
  case
    when l.stage = 'loyal' then 'keep'
    when l.stage in ('first_time', 'repeat') then 'cultivate'
    when l.stage = 'target' then 'convert'
    else 'win_back'
  end as stage_strategy
from lifecycle_stages l
left join rated r on r.customer_id = l.customer_id
left join settings_segments g
  on r.r_score between g.r_from and g.r_to
  and r.fm_score between g.fm_from and g.fm_to
cross join trailing_year w
