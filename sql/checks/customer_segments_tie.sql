-- check: every known customer is in one stage; those with a status have one segment, the same money, and are lapsed exactly if inactive; the others never bought
with known as (
  select
    a.customer_id,
    t.customer_id is not null as has_bought,
    t.days_since_last,
    t.net_sales_12_months,
    t.is_inactive
  from all_customers a
  left join customer_status t on t.customer_id = a.customer_id
)

select
  coalesce(s.customer_id, k.customer_id) as customer_id,
  k.has_bought,
  s.segment,
  s.r_score,
  s.f_score,
  s.m_score,
  s.recency_days,
  k.days_since_last,
  s.monetary,
  k.net_sales_12_months,
  s.lifecycle_stage,
  k.is_inactive,
  s.days_in_stage
from customer_segments s
full join known k on k.customer_id = s.customer_id
where s.customer_id is null
  or k.customer_id is null
  or (s.lifecycle_stage = 'target') = k.has_bought
  or (s.segment is not null) <> k.has_bought
  or (s.monetary is not null) <> k.has_bought
  or (s.days_in_stage is null and k.has_bought)
  or s.recency_days <> k.days_since_last
  or s.monetary <> k.net_sales_12_months
  or s.r_score not between 1 and 5
  or s.f_score not between 1 and 5
  or s.m_score not between 1 and 5
  or (s.lifecycle_stage = 'lapsed') <> coalesce(k.is_inactive, false)
  or s.days_in_stage < 0
order by coalesce(s.customer_id, k.customer_id)
