-- grain: one row per complaint without an answer as of the as-of date: (source, contact_id)
select
  c.source,
  c.contact_id,
  c.customer_id,
  p.account_manager,
  c.contacted_at,
  cast(c.open_seconds as bigint) / 3600 as hours_open,
  date_diff('day', c.contacted_on, s.as_of_date) as days_open,
  c.is_late,
  p.money_at_stake
from complaints c
left join planned_customers p on p.customer_id = c.customer_id
cross join settings s
where c.answer = 'none'
