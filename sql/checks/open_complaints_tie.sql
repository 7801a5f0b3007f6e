-- check: every complaint without an answer is open, counted in the service and with its customer, at the money that is at stake with that customer
with listed as (
  select
    count(*) as complaints,
    count(case when not o.is_late then 1 end) as still_open,
    count(case when p.customer_id is not null then 1 end) as of_planned,
    count(case when coalesce(o.money_at_stake, -1) <> coalesce(p.money_at_stake, -1) then 1 end) as at_other_money
  from open_complaints o
  left join contact_plan p on p.customer_id = o.customer_id
),

waiting as (
  select count(*) as complaints
  from contacts
  where kind = 'complaint'
    and direction = 'in'
    and answered_at is null
),

counted as (
  select
    coalesce(sum(unanswered), 0) as complaints,
    coalesce(sum(still_open), 0) as still_open
  from service_quality
  where scope = 'all'
),

planned as (
  select coalesce(sum(unanswered_complaints), 0) as complaints
  from contact_plan
)

select
  w.complaints,
  l.complaints as complaints_listed,
  c.complaints as complaints_counted,
  l.still_open,
  c.still_open as still_open_counted,
  l.of_planned,
  p.complaints as complaints_planned,
  l.at_other_money
from listed l
cross join waiting w
cross join counted c
cross join planned p
where w.complaints <> l.complaints
  or w.complaints <> c.complaints
  or l.still_open <> c.still_open
  or l.of_planned <> p.complaints
  or l.at_other_money > 0
