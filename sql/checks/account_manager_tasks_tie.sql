-- check: every reason to turn to a customer is a task of the account manager, at the money that the table which found it says
with asked as (
  select
    customer_id,
    'rising' as reason,
    account_manager,
    money_at_stake
  from rising_customers
  union all
  select
    customer_id,
    'over_contacted' as reason,
    account_manager,
    money_at_stake
  from contact_plan
  where is_over_contacted
  union all
  select
    p.customer_id,
    'contact_due' as reason,
    p.account_manager,
    p.money_at_stake
  from contact_plan p
  cross join settings s
  where not p.is_over_contacted
    and (
      p.next_due_on <= s.as_of_date
      or year(p.next_due_on) * 12 + month(p.next_due_on)
        = year(date_add('day', 1, s.as_of_date)) * 12 + month(date_add('day', 1, s.as_of_date))
    )
  union all
  select distinct
    customer_id,
    'complaint_unanswered' as reason,
    account_manager,
    coalesce(money_at_stake, 0) as money_at_stake
  from open_complaints
  union all
  select
    s.customer_id,
    'overdue' as reason,
    p.account_manager,
    s.net_sales_12_months
  from customer_status s
  left join contact_plan p on p.customer_id = s.customer_id
  where s.days_since_last >= 2 * s.median_gap_days
    and not s.is_inactive
    and s.net_sales_12_months > 0
)

select
  coalesce(a.customer_id, t.customer_id) as customer_id,
  coalesce(a.reason, t.reason) as reason,
  a.account_manager,
  t.account_manager as account_manager_of_task,
  a.money_at_stake,
  t.money_at_stake as money_at_stake_of_task
from asked a
full join account_manager_tasks t on t.customer_id = a.customer_id and t.reason = a.reason
where a.customer_id is null
  or t.customer_id is null
  or coalesce(a.account_manager, '') <> coalesce(t.account_manager, '')
  or a.money_at_stake <> t.money_at_stake
order by
  coalesce(a.customer_id, t.customer_id),
  coalesce(a.reason, t.reason)
