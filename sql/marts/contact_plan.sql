-- grain: one row per customer whom the customers or the sales feed names: (customer_id)
with reached as (
  select min(contacted_on) as contacts_since
  from contacts
),

today as (
  select
    s.as_of_date,
    cast(date_trunc('year', s.as_of_date) as date) as year_starts_on,
    cast(date_trunc('quarter', s.as_of_date) as date) as quarter_starts_on,
    cast(date_trunc('month', s.as_of_date) as date) as month_starts_on,
    last_day_of_month(date_add('day', 1, s.as_of_date)) as due_until,
    date_add('day', 1 - s.contact_within_days, s.as_of_date) as lately_from,
    s.contact_within_days,
    s.contact_most,
    f.has_contacts,
    r.contacts_since
  from settings s
  cross join measured_feeds f
  cross join reached r
),

-- One more contact is too many until the one that is contact_most contacts back has left the days that are counted.
contacted as (
  select
    c.customer_id,
    max(c.contacted_on) as last_contacted_on,
    count(case when c.contacted_on >= t.year_starts_on then 1 end) as done_year,
    count(case when c.contacted_on >= t.quarter_starts_on then 1 end) as done_quarter,
    count(case when c.contacted_on >= t.month_starts_on then 1 end) as done_month,
    count(case when c.contacted_on >= t.lately_from then 1 end) as contacts_lately,
    max(
      case
        when c.number_from_latest = t.contact_most then date_add('day', t.contact_within_days, c.contacted_on)
      end
    ) as room_from
  from customer_contacts c
  cross join today t
  where c.is_ours
  group by c.customer_id
),

unanswered as (
  select
    customer_id,
    count(*) as complaints
  from open_complaints
  group by customer_id
),

paced as (
  select
    p.*,
    l.level,
    k.contacts_per_year,
    -- Whole days, rounded down, so that so many contacts fit into a year.
    case when k.contacts_per_year between 1 and 365 then 365 / cast(k.contacts_per_year as bigint) else 1 end
      as pace_days,
    12 - coalesce(month(p.first_known_on), 1) as months_shifted,
    case when p.first_known_on > t.year_starts_on then month(p.first_known_on) - 1 else 0 end as months_unknown,
    month(t.as_of_date) as month_number,
    quarter(t.as_of_date) * 3 as quarter_month
  from planned_customers p
  join relationship_plan l on l.tier = p.tier and l.segment = p.segment
  join settings_contact_cadence k on k.tier = case when l.tier = 'none' then 'inactive' else l.tier end and k.level = l.level
  cross join today t
),

-- Contacts that are due by the end of a month of the year. The year of each customer turns in the month in which the
-- customer became known: those who are contacted once a year are not all contacted in the same month.
spread as (
  select
    p.*,
    cast(contacts_per_year * (12 + months_shifted) as bigint) / 12 as by_year_end,
    cast(contacts_per_year * (quarter_month + months_shifted) as bigint) / 12 as by_quarter_end,
    cast(contacts_per_year * (month_number + months_shifted) as bigint) / 12 as by_month_end,
    cast(contacts_per_year * (month_number - 1 + months_shifted) as bigint) / 12 as before_month,
    cast(
      contacts_per_year
        * (case when months_unknown > quarter_month - 3 then months_unknown else quarter_month - 3 end + months_shifted)
      as bigint
    ) / 12 as before_quarter,
    cast(contacts_per_year * (months_unknown + months_shifted) as bigint) / 12 as before_year
  from paced p
),

-- Whoever was never contacted waits since the customer is known, as far back as the feed can tell.
waiting as (
  select
    p.*,
    c.last_contacted_on,
    case when t.has_contacts then coalesce(c.done_year, 0) end as done_year,
    case when t.has_contacts then coalesce(c.done_quarter, 0) end as done_quarter,
    case when t.has_contacts then coalesce(c.done_month, 0) end as done_month,
    case when t.has_contacts then coalesce(c.contacts_lately, 0) end as contacts_lately,
    case when t.has_contacts then coalesce(u.complaints, 0) end as unanswered_complaints,
    c.room_from,
    case
      when c.last_contacted_on is not null then c.last_contacted_on
      when p.first_known_on < t.contacts_since then t.contacts_since
      when t.contacts_since is not null then p.first_known_on
    end as waiting_since
  from spread p
  left join contacted c on c.customer_id = p.customer_id
  left join unanswered u on u.customer_id = p.customer_id
  cross join today t
),

delayed as (
  select
    w.*,
    coalesce(date_add('day', w.pace_days, w.waiting_since), t.as_of_date) as paced_on
  from waiting w
  cross join today t
),

due as (
  select
    p.*,
    case
      when p.contacts_per_year = 0 or not t.has_contacts then null
      when p.room_from > p.paced_on then p.room_from
      else p.paced_on
    end as next_due_on,
    p.contacts_lately > t.contact_most as is_over_contacted
  from delayed p
  cross join today t
)

select
  d.customer_id,
  d.account_manager,
  d.tier,
  d.segment,
  d.level,
  d.contacts_per_year,
  d.by_year_end - d.before_year as planned_year,
  d.done_year,
  d.by_quarter_end - d.before_quarter as planned_quarter,
  d.done_quarter,
  d.by_month_end - d.before_month as planned_month,
  d.done_month,
  d.last_contacted_on,
  date_diff('day', d.last_contacted_on, t.as_of_date) as days_since_last,
  d.next_due_on,
  case
    when not t.has_contacts then null
    when d.next_due_on < t.as_of_date then date_diff('day', d.next_due_on, t.as_of_date)
    else 0
  end as overdue_days,
  d.contacts_lately,
  d.is_over_contacted,
  d.unanswered_complaints,
  case
    when not t.has_contacts then null
    when d.unanswered_complaints > 0 then 'complaint_unanswered'
    when d.is_over_contacted then 'over_contacted'
    when d.last_contacted_on is null and d.next_due_on <= t.due_until then 'never_contacted'
    when d.next_due_on < t.as_of_date then 'overdue'
    when d.next_due_on <= t.due_until then 'due'
    else 'none'
  end as reason,
  d.money_at_stake,
  w.is_complete,
  rank() over (order by d.money_at_stake desc) as plan_rank
from due d
cross join today t
join tier_windows w on w.compared_with = 'now'
