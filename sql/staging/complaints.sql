-- grain: one row per complaint that a customer turned to us with: (source, contact_id)
with complained as (
  select
    source,
    contact_id,
    customer_id,
    contacted_at,
    contacted_on,
    cast(answered_at as date) as answered_on,
    hour(contacted_at) * 3600 + minute(contacted_at) * 60 + second(contacted_at) as contacted_second,
    hour(answered_at) * 3600 + minute(answered_at) * 60 + second(answered_at) as answered_second
  from contacts
  where kind = 'complaint'
    and direction = 'in'
),

-- The as-of date ends with its last second: until then an answer would be known.
waited as (
  select
    c.*,
    date_diff('day', contacted_on, answered_on) * 86400 + answered_second - contacted_second as seconds_to_answer,
    (date_diff('day', contacted_on, s.as_of_date) + 1) * 86400 - contacted_second as seconds_to_now,
    cast(s.service_answer_hours as bigint) * 3600 as answer_seconds,
    date_add('day', s.service_repurchase_days, contacted_on) as followed_until,
    s.as_of_date
  from complained c
  cross join settings s
),

-- An answer that is given by its day stands at midnight, before a complaint of that day: it took 0 hours.
answered as (
  select
    w.*,
    case when seconds_to_answer < 0 then 0 else seconds_to_answer end as response_seconds,
    case when answered_on is null then seconds_to_now end as open_seconds
  from waited w
),

-- Purchase days have no time, so the day of the complaint says nothing of what came after it.
repurchased as (
  select
    a.source,
    a.contact_id
  from answered a
  join purchase_days p
    on p.customer_id = a.customer_id
    and p.purchased_on > a.contacted_on
    and p.purchased_on <= a.followed_until
  group by a.source, a.contact_id
),

followed as (
  select
    a.*,
    a.followed_until <= a.as_of_date and coalesce(c.first_purchased_on <= a.contacted_on, false) as is_followed,
    r.contact_id is not null as came_back
  from answered a
  left join customers c on c.customer_id = a.customer_id
  left join repurchased r on r.source = a.source and r.contact_id = a.contact_id
)

select
  source,
  contact_id,
  customer_id,
  contacted_at,
  contacted_on,
  case
    when answered_on is null then 'none'
    when response_seconds <= answer_seconds then 'in_time'
    else 'late'
  end as answer,
  coalesce(response_seconds, open_seconds) > answer_seconds as is_late,
  response_seconds,
  open_seconds,
  is_followed,
  is_followed and came_back as has_repurchased
from followed
