-- check: every customer with a status has one segment, the same money, and is lapsed exactly if inactive
select
  coalesce(s.customer_id, t.customer_id) as customer_id,
  s.segment,
  s.r_score,
  s.f_score,
  s.m_score,
  s.recency_days,
  t.days_since_last,
  s.monetary,
  t.net_sales_12_months,
  s.lifecycle_stage,
  t.is_inactive,
  s.days_in_stage
from customer_segments s
full join customer_status t on t.customer_id = s.customer_id
where s.customer_id is null
  or t.customer_id is null
  or s.recency_days <> t.days_since_last
  or s.monetary <> t.net_sales_12_months
  or s.r_score not between 1 and 5
  or s.f_score not between 1 and 5
  or s.m_score not between 1 and 5
  or (s.lifecycle_stage = 'lapsed') <> t.is_inactive
  or s.days_in_stage < 0
order by coalesce(s.customer_id, t.customer_id)
