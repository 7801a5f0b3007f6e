-- grain: one row per customer whom somebody else has referred: (customer_id)
select
  r.customer_id,
  r.referred_by,
  coalesce(r.registered_on, a.first_known_on) as referred_on
from customer_records r
join all_customers a on a.customer_id = r.customer_id
where r.referred_by <> r.customer_id
