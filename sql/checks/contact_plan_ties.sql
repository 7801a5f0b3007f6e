-- check: every known customer is in the contact plan, all contacts of ours are done, and the money at stake is what sales say of those who brought some
with planned as (
  select
    count(*) as customers,
    coalesce(sum(money_at_stake), 0) as money_at_stake,
    coalesce(sum(done_year), 0) as done_year,
    coalesce(sum(contacts_lately), 0) as contacts_lately
  from contact_plan
),

known as (
  select customer_id
  from all_customers
  where is_registered
    or first_line_on is not null
),

counted as (
  select count(*) as customers
  from known
),

brought as (
  select
    l.customer_id,
    sum(l.net_sales) as net_sales
  from sales l
  join tier_windows w
    on w.compared_with = 'now'
    and l.ordered_on between w.window_starts_on and w.window_ends_on
  where not l.is_excluded
    and l.customer_id is not null
  group by l.customer_id
),

at_stake as (
  select coalesce(sum(net_sales), 0) as net_sales
  from brought
  where net_sales > 0
),

contacted as (
  select
    count(case when c.contacted_on >= cast(date_trunc('year', s.as_of_date) as date) then 1 end) as this_year,
    count(case when date_diff('day', c.contacted_on, s.as_of_date) < s.contact_within_days then 1 end) as lately
  from contacts c
  join known k on k.customer_id = c.customer_id
  cross join settings s
  where c.direction = 'out'
    and c.kind not in ('complaint', 'suggestion')
),

-- Parts are no more than the whole, and who hears too much from us is not due.
contradictions as (
  select count(*) as customers
  from contact_plan p
  cross join settings s
  where p.planned_month > p.planned_quarter
    or p.planned_quarter > p.planned_year
    or p.done_month > p.done_quarter
    or p.done_quarter > p.done_year
    or (p.is_over_contacted and p.next_due_on <= s.as_of_date)
    or (p.overdue_days > 0) <> (p.next_due_on < s.as_of_date)
)

select
  n.customers,
  p.customers as customers_planned,
  a.net_sales,
  p.money_at_stake,
  c.this_year,
  p.done_year,
  c.lately,
  p.contacts_lately,
  x.customers as customers_in_contradiction
from planned p
cross join counted n
cross join at_stake a
cross join contacted c
cross join contradictions x
where n.customers <> p.customers
  or a.net_sales <> p.money_at_stake
  or c.this_year <> p.done_year
  or c.lately <> p.contacts_lately
  or x.customers > 0
