-- grain: one row per customer and reason to turn to the customer, or to leave the customer in peace: (customer_id, reason)
with today as (
  select
    as_of_date,
    last_day_of_month(date_add('day', 1, as_of_date)) as due_until
  from settings
),

-- Whoever has heard from us too often is not due, whatever the cadence says.
contacts_due as (
  select
    p.customer_id,
    'contact_due' as reason,
    case
      when p.last_contacted_on is null then 'first contact, due on '
      else 'contact, due on '
    end || cast(p.next_due_on as varchar)
      || coalesce('; last contacted on ' || cast(p.last_contacted_on as varchar), '') as task,
    p.last_contacted_on as since_on,
    p.next_due_on as due_on,
    p.overdue_days as days,
    p.money_at_stake,
    p.is_complete
  from contact_plan p
  cross join today t
  where p.next_due_on <= t.due_until
    and not p.is_over_contacted
),

over_contacted as (
  select
    p.customer_id,
    'over_contacted' as reason,
    'leave in peace' || coalesce(' until ' || cast(p.next_due_on as varchar), '')
      || '; contacts of ours in the last ' || cast(s.contact_within_days as varchar) || ' days: '
      || cast(p.contacts_lately as varchar) || ', at most ' || cast(s.contact_most as varchar) as task,
    p.last_contacted_on as since_on,
    p.next_due_on as due_on,
    cast(null as bigint) as days,
    p.money_at_stake,
    p.is_complete
  from contact_plan p
  cross join settings s
  where p.is_over_contacted
),

rising as (
  select
    customer_id,
    'rising' as reason,
    'help to grow; ' || reason as task,
    cast(null as date) as since_on,
    cast(null as date) as due_on,
    cast(null as bigint) as days,
    money_at_stake,
    is_complete
  from rising_customers
),

overdue as (
  select
    customer_id,
    'overdue' as reason,
    'ask why nothing was bought; days since the last purchase: ' || cast(days_since_last as varchar)
      || ', usually ' || cast(cast(floor(median_gap_days + 0.5) as bigint) as varchar) as task,
    last_purchased_on as since_on,
    date_add('day', cast(floor(median_gap_days + 0.5) as bigint), last_purchased_on) as due_on,
    days_since_last as days,
    net_sales_12_months as money_at_stake,
    is_complete
  from customer_status
  where overdue_ratio >= 2
    and not is_inactive
    and net_sales_12_months > 0
),

waiting as (
  select
    customer_id,
    count(*) as complaints,
    count(case when is_late then 1 end) as late_complaints,
    max(days_open) as days,
    coalesce(max(money_at_stake), 0) as money_at_stake
  from open_complaints
  group by customer_id
),

complaints_unanswered as (
  select
    w.customer_id,
    'complaint_unanswered' as reason,
    'answer; complaints without an answer: ' || cast(w.complaints as varchar)
      || ', of these late: ' || cast(w.late_complaints as varchar) as task,
    date_add('day', -w.days, t.as_of_date) as since_on,
    t.as_of_date as due_on,
    w.days,
    w.money_at_stake,
    m.is_complete
  from waiting w
  cross join today t
  join tier_windows m on m.compared_with = 'now'
),

tasks as (
  select * from contacts_due
  union all
  select * from over_contacted
  union all
  select * from rising
  union all
  select * from overdue
  union all
  select * from complaints_unanswered
)

select
  p.account_manager,
  rank() over (partition by p.account_manager order by k.money_at_stake desc) as task_rank,
  k.customer_id,
  p.tier,
  k.reason,
  k.task,
  k.since_on,
  k.due_on,
  k.days,
  k.money_at_stake,
  k.is_complete
from tasks k
left join contact_plan p on p.customer_id = k.customer_id
