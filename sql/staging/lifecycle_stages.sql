-- grain: one row per customer that any feed names: (customer_id)
with lengths as (
  select
    status_inactive_days as lapsed_after,
    (cast(status_inactive_days as bigint) + 1) / 2 as half_of_it,
    (cast(status_inactive_days as bigint) + 5) / 6 as sixth_of_it
  from settings
),

-- A rhythm shows from three purchase days on. However dense it is, nobody is at risk after a few days.
patience as (
  select
    c.customer_id,
    c.first_purchased_on,
    c.last_purchased_on,
    c.purchase_days,
    y.days_since_last,
    n.lapsed_after,
    case
      when r.customer_id is null then n.half_of_it
      when r.twice_median_gap_days >= n.sixth_of_it then r.twice_median_gap_days + 1
      else n.sixth_of_it
    end as at_risk_after
  from customers c
  join customer_years y on y.customer_id = c.customer_id
  cross join lengths n
  left join customer_rhythms r on r.customer_id = c.customer_id
),

staged as (
  select
    p.*,
    case when at_risk_after < lapsed_after then at_risk_after else lapsed_after end as away_after,
    case
      when days_since_last >= lapsed_after then 'lapsed'
      when days_since_last >= at_risk_after then 'at_risk'
      when purchase_days >= 4 then 'loyal'
      when purchase_days >= 2 then 'repeat'
      else 'first_time'
    end as stage
  from patience p
),

-- The purchase day that makes the stage, and the last one that ended a time away.
reached as (
  select
    g.customer_id,
    max(case when p.purchase_number = case when g.stage = 'loyal' then 4 else 2 end then p.purchased_on end)
      as entered_on,
    max(case when p.days_since_previous > g.away_after then p.purchased_on end) as came_back_on
  from staged g
  join purchase_days p on p.customer_id = g.customer_id
  where g.stage in ('loyal', 'repeat')
  group by g.customer_id
),

moved as (
  select
    g.*,
    r.entered_on,
    r.came_back_on,
    case
      when g.stage = 'lapsed' then 'inactive'
      when g.stage = 'at_risk' then 'overdue'
      when g.stage = 'first_time' then 'first_purchase'
      when r.came_back_on > r.entered_on then 'came_back'
      when g.stage = 'loyal' then 'fourth_purchase'
      else 'second_purchase'
    end as moved_by
  from staged g
  left join reached r on r.customer_id = g.customer_id
),

-- Known, but without a purchase day: registered, contacted, or with returns and nothings only.
awaited as (
  select
    customer_id,
    first_known_on,
    case
      when first_known_on is null or registered_on = first_known_on then 'registered'
      when first_contacted_on = first_known_on then 'contacted'
      else 'line_without_purchase'
    end as moved_by
  from all_customers
  where first_purchased_on is null
)

select
  customer_id,
  stage,
  case moved_by
    when 'inactive' then date_add('day', lapsed_after, last_purchased_on)
    when 'overdue' then date_add('day', at_risk_after, last_purchased_on)
    when 'first_purchase' then first_purchased_on
    when 'came_back' then came_back_on
    else entered_on
  end as stage_since,
  moved_by
from moved
union all
select
  customer_id,
  'target' as stage,
  first_known_on as stage_since,
  moved_by
from awaited
