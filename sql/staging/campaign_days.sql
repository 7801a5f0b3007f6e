-- grain: one row per campaign that the campaigns feed, a line or a list of recipients names: (campaign_id)
with named as (
  select campaign_id from campaigns
  union
  select campaign_id from campaign_bookings
  union
  select campaign_id from campaign_recipients
),

lists as (
  select
    campaign_id,
    count(case when not is_control then 1 end) as recipients,
    count(case when is_control then 1 end) as control_customers
  from campaign_recipients
  group by campaign_id
),

reached as (
  select min(ordered_on) as first_day
  from customer_days
),

dated as (
  select
    n.campaign_id,
    c.campaign_id is not null as is_listed,
    c.starts_on,
    c.ends_on,
    case when c.ends_on >= c.starts_on then date_diff('day', c.starts_on, c.ends_on) + 1 end as days,
    coalesce(l.recipients, 0) as recipients,
    coalesce(l.control_customers, 0) as control_customers,
    s.as_of_date,
    -- The days of the data before the first day of the campaign.
    date_diff('day', r.first_day, c.starts_on) as days_before
  from named n
  left join campaigns c on c.campaign_id = n.campaign_id
  left join lists l on l.campaign_id = n.campaign_id
  cross join reached r
  cross join settings s
),

windows as (
  select
    d.*,
    case
      when days is null then null
      when starts_on > as_of_date then 'planned'
      when ends_on > as_of_date then 'running'
      else 'over'
    end as state,
    case
      when days is null or starts_on > as_of_date then null
      when ends_on > as_of_date then as_of_date
      else ends_on
    end as seen_until,
    case when days <= days_before then date_add('day', -days, starts_on) end as window_before_starts_on
  from dated d
),

gaps as (
  select
    w.campaign_id,
    count(*) as missing_days
  from windows w
  join missing_days m on m.missing_on between w.window_before_starts_on and w.seen_until
  group by w.campaign_id
)

select
  w.campaign_id,
  w.is_listed,
  w.starts_on,
  w.ends_on,
  w.days,
  w.state,
  w.seen_until,
  w.window_before_starts_on,
  coalesce(w.state = 'over' and w.window_before_starts_on is not null, false) as is_comparable,
  coalesce(w.state = 'over' and w.window_before_starts_on is not null, false) and g.campaign_id is null as is_complete,
  w.recipients,
  w.control_customers
from windows w
left join gaps g on g.campaign_id = w.campaign_id
