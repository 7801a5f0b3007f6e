-- grain: one row per state of the funnel and calendar month in which somebody came into it or left it: (state, month)
-- Who is in a state at the end of a month came into it by then and has not left it: so changes are counted, and cumulated later.
with known as (
  select
    a.*,
    -- A registration without a day counts from the first day that is known, at the latest on the as-of date.
    coalesce(a.first_known_on, s.as_of_date) as known_on,
    case when a.is_registered then coalesce(a.registered_on, a.first_known_on, s.as_of_date) end as entered_on
  from all_customers a
  cross join settings s
),

-- Times without a purchase day that reached status.inactive_days, those that ended and the present one.
away as (
  select
    p.purchase_number - 1 as purchase_days,
    date_add('day', s.status_inactive_days, p.previous_purchased_on) as from_day,
    p.purchased_on as to_day
  from purchase_days p
  cross join settings s
  where p.days_since_previous > s.status_inactive_days
  union all
  select
    c.purchase_days,
    date_add('day', s.status_inactive_days, c.last_purchased_on) as from_day,
    cast(null as date) as to_day
  from customers c
  cross join settings s
),

lost as (
  select
    case
      when purchase_days = 1 then 'lost_after_first'
      when purchase_days < 4 then 'lost_between'
      else 'lost_after_loyalty'
    end as state,
    from_day,
    to_day
  from away
),

spans as (
  select 'known' as state, known_on as from_day, cast(null as date) as to_day from known
  union all
  select 'registered', entered_on, null from known
  union all
  select 'undated', entered_on, null from known where registered_on is null
  union all
  select 'contacted', first_contacted_on, null from known
  union all
  select 'registered_unbought', entered_on, first_purchased_on from known
  union all
  select 'contacted_unbought', first_contacted_on, first_purchased_on from known
  union all
  select 'bought_' || cast(purchase_number as varchar), purchased_on, null from purchase_days where purchase_number <= 4
  union all
  select state, from_day, to_day from lost
),

-- Who bought before being registered was never registered without a purchase.
changes as (
  select state, from_day as changed_on, 1 as heads from spans where to_day is null or from_day < to_day
  union all
  select state, to_day as changed_on, -1 as heads from spans where from_day < to_day
)

select
  c.state,
  cast(date_trunc('month', c.changed_on) as date) as month,
  sum(c.heads) as heads
from changes c
cross join settings s
where c.changed_on <= s.as_of_date
group by c.state, cast(date_trunc('month', c.changed_on) as date)
