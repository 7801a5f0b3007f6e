-- grain: one row per month from the first contact on, and one for all of them: (scope, month)
with contact_months as (
  select
    cast(date_trunc('month', contacted_on) as date) as month,
    count(*) as contacts,
    count(case when kind = 'suggestion' and direction = 'in' then 1 end) as suggestions,
    count(satisfaction) as satisfaction_contacts,
    sum(satisfaction) as satisfaction
  from contacts
  group by cast(date_trunc('month', contacted_on) as date)
),

first_contact as (
  select min(month) as first_month
  from contact_months
  having count(*) > 0
),

scopes as (
  select
    'month' as scope,
    m.month,
    last_day_of_month(m.month) <= s.as_of_date as is_complete
  from first_contact f
  cross join settings s
  cross join unnest(
    sequence(f.first_month, cast(date_trunc('month', s.as_of_date) as date), interval '1' month)
  ) as m (month)
  union all
  select
    'all' as scope,
    cast(null as date) as month,
    -- The last of its months is that of the as-of date.
    last_day_of_month(as_of_date) <= as_of_date as is_complete
  from settings
),

contacted as (
  select
    p.scope,
    p.month,
    p.is_complete,
    sum(c.contacts) as contacts,
    sum(c.suggestions) as suggestions,
    sum(c.satisfaction_contacts) as satisfaction_contacts,
    sum(c.satisfaction) as satisfaction
  from scopes p
  left join contact_months c on p.scope = 'all' or c.month = p.month
  group by p.scope, p.month, p.is_complete
),

-- Every complaint counts in its month and in all.
complained as (
  select
    c.*,
    'month' as scope,
    cast(date_trunc('month', c.contacted_on) as date) as month
  from complaints c
  union all
  select
    c.*,
    'all' as scope,
    cast(null as date) as month
  from complaints c
),

-- The answered ones in the order of their time, from 0, and how many they are.
placed as (
  select
    c.*,
    row_number() over (
      partition by scope, month, response_seconds is null
      order by response_seconds, source, contact_id
    ) - 1 as place,
    count(response_seconds) over (partition by scope, month) as answered
  from complained c
),

-- A quantile lies so many tenths of a place from each answer; those less than a whole place away make it up.
distant as (
  select
    p.*,
    abs((answered - 1) * 5 - place * 10) as tenths_to_median,
    abs((answered - 1) * 9 - place * 10) as tenths_to_p90
  from placed p
),

counted as (
  select
    scope,
    month,
    count(*) as complaints,
    count(case when answer = 'in_time' then 1 end) as answered_in_time,
    count(case when answer = 'late' then 1 end) as answered_late,
    count(case when answer = 'none' then 1 end) as unanswered,
    count(case when answer = 'none' and not is_late then 1 end) as still_open,
    sum(case when tenths_to_median < 10 then response_seconds * (10 - tenths_to_median) end) as median_tenths,
    sum(case when tenths_to_p90 < 10 then response_seconds * (10 - tenths_to_p90) end) as p90_tenths,
    count(case when is_followed and answer = 'in_time' then 1 end) as followed_in_time,
    count(case when has_repurchased and answer = 'in_time' then 1 end) as repurchased_in_time,
    count(case when is_followed and answer = 'late' then 1 end) as followed_late,
    count(case when has_repurchased and answer = 'late' then 1 end) as repurchased_late,
    count(case when is_followed and answer = 'none' then 1 end) as followed_unanswered,
    count(case when has_repurchased and answer = 'none' then 1 end) as repurchased_unanswered
  from distant
  group by scope, month
),

-- With the feed, what did not happen is 0; without it, nothing is known.
measured as (
  select case when has_contacts then 0 end as nothing
  from measured_feeds
)

select
  t.scope,
  t.month,
  t.is_complete,
  coalesce(t.contacts, m.nothing) as contacts,
  coalesce(t.suggestions, m.nothing) as suggestions,
  coalesce(n.complaints, m.nothing) as complaints,
  coalesce(n.answered_in_time, m.nothing) as answered_in_time,
  coalesce(n.answered_late, m.nothing) as answered_late,
  coalesce(n.unanswered, m.nothing) as unanswered,
  coalesce(n.still_open, m.nothing) as still_open,
  cast(n.median_tenths as double) / 36000 as response_hours_median,
  cast(n.p90_tenths as double) / 36000 as response_hours_p90,
  coalesce(t.satisfaction_contacts, m.nothing) as satisfaction_contacts,
  cast(t.satisfaction as double) / nullif(t.satisfaction_contacts, 0) as satisfaction_mean,
  coalesce(n.followed_in_time, m.nothing) as followed_in_time,
  coalesce(n.repurchased_in_time, m.nothing) as repurchased_in_time,
  cast(n.repurchased_in_time as double) / nullif(n.followed_in_time, 0) as repurchase_rate_in_time,
  coalesce(n.followed_late, m.nothing) as followed_late,
  coalesce(n.repurchased_late, m.nothing) as repurchased_late,
  cast(n.repurchased_late as double) / nullif(n.followed_late, 0) as repurchase_rate_late,
  coalesce(n.followed_unanswered, m.nothing) as followed_unanswered,
  coalesce(n.repurchased_unanswered, m.nothing) as repurchased_unanswered,
  cast(n.repurchased_unanswered as double) / nullif(n.followed_unanswered, 0) as repurchase_rate_unanswered
from contacted t
left join counted n on n.scope = t.scope and (n.month = t.month or t.scope = 'all')
cross join measured m
