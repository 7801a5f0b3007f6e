-- grain: one row per calendar month of the data
with opened as (
  select min(month) as first_month
  from months
),

-- What was before the data counts from its first month on.
changes as (
  select
    case when e.month < o.first_month then o.first_month else e.month end as month,
    e.state,
    e.heads
  from funnel_events e
  cross join opened o
),

changed as (
  select
    m.month,
    m.ends_on,
    m.incomplete_months_to_date,
    m.is_left_truncated,
    coalesce(sum(case c.state when 'known' then c.heads end), 0) as known,
    coalesce(sum(case c.state when 'registered' then c.heads end), 0) as registered,
    coalesce(sum(case c.state when 'undated' then c.heads end), 0) as undated,
    coalesce(sum(case c.state when 'contacted' then c.heads end), 0) as contacted,
    coalesce(sum(case c.state when 'registered_unbought' then c.heads end), 0) as registered_unbought,
    coalesce(sum(case c.state when 'contacted_unbought' then c.heads end), 0) as contacted_unbought,
    coalesce(sum(case c.state when 'bought_1' then c.heads end), 0) as bought,
    coalesce(sum(case c.state when 'bought_2' then c.heads end), 0) as bought_twice,
    coalesce(sum(case c.state when 'bought_3' then c.heads end), 0) as bought_three_times,
    coalesce(sum(case c.state when 'bought_4' then c.heads end), 0) as bought_four_times,
    coalesce(sum(case c.state when 'lost_after_first' then c.heads end), 0) as lost_after_first,
    coalesce(sum(case c.state when 'lost_between' then c.heads end), 0) as lost_between,
    coalesce(sum(case c.state when 'lost_after_loyalty' then c.heads end), 0) as lost_after_loyalty
  from months m
  left join changes c on c.month = m.month
  group by m.month, m.ends_on, m.incomplete_months_to_date, m.is_left_truncated
),

reached as (
  select
    month,
    case when ends_on < s.as_of_date then ends_on else s.as_of_date end as state_on,
    incomplete_months_to_date = 0 as is_complete,
    is_left_truncated,
    sum(known) over (order by month rows between unbounded preceding and current row) as known,
    sum(registered) over (order by month rows between unbounded preceding and current row) as registered,
    sum(undated) over (order by month rows between unbounded preceding and current row) as undated,
    sum(contacted) over (order by month rows between unbounded preceding and current row) as contacted,
    sum(registered_unbought) over (order by month rows between unbounded preceding and current row)
      as registered_unbought,
    sum(contacted_unbought) over (order by month rows between unbounded preceding and current row)
      as contacted_unbought,
    sum(bought) over (order by month rows between unbounded preceding and current row) as bought,
    sum(bought_twice) over (order by month rows between unbounded preceding and current row) as bought_twice,
    sum(bought_three_times) over (order by month rows between unbounded preceding and current row)
      as bought_three_times,
    sum(bought_four_times) over (order by month rows between unbounded preceding and current row)
      as bought_four_times,
    sum(lost_after_first) over (order by month rows between unbounded preceding and current row) as lost_after_first,
    sum(lost_between) over (order by month rows between unbounded preceding and current row) as lost_between,
    sum(lost_after_loyalty) over (order by month rows between unbounded preceding and current row)
      as lost_after_loyalty
  from changed
  cross join settings s
),

-- Without their feed, registrations and contacts are not measured.
measured as (
  select
    r.month,
    r.state_on,
    r.is_complete,
    r.is_left_truncated,
    r.known,
    case when m.has_customers then r.registered end as registered,
    case when m.has_customers then r.undated end as undated,
    case when m.has_customers then r.registered_unbought end as registered_unbought,
    case when m.has_contacts then r.contacted end as contacted,
    case when m.has_contacts then r.known - r.contacted end as never_contacted,
    case when m.has_contacts then r.contacted_unbought end as contacted_unbought,
    r.bought,
    r.bought_twice,
    r.bought_three_times,
    r.bought_four_times,
    r.bought - r.lost_after_first - r.lost_between - r.lost_after_loyalty as active,
    r.lost_after_first,
    r.lost_between,
    r.lost_after_loyalty
  from reached r
  cross join measured_feeds m
)

select
  month,
  state_on,
  is_complete,
  is_left_truncated,
  known as known_customers,
  registered as registered_customers,
  undated as undated_registrations,
  registered - registered_unbought as registered_bought,
  registered_unbought as never_bought,
  cast(registered_unbought as double) / cast(nullif(registered, 0) as double) as never_bought_share,
  bought as bought_once,
  bought_twice,
  cast(bought_twice as double) / cast(nullif(bought, 0) as double) as bought_twice_share,
  bought_three_times,
  cast(bought_three_times as double) / cast(nullif(bought_twice, 0) as double) as bought_three_times_share,
  bought_four_times,
  active as active_customers,
  cast(active as double) / cast(nullif(bought, 0) as double) as active_share,
  lost_after_first,
  cast(lost_after_first as double) / cast(nullif(bought, 0) as double) as lost_after_first_share,
  lost_between,
  lost_after_loyalty,
  cast(lost_after_loyalty as double) / cast(nullif(bought_four_times, 0) as double) as lost_after_loyalty_share,
  contacted as contacted_customers,
  never_contacted,
  cast(never_contacted as double) / cast(nullif(known, 0) as double) as never_contacted_share,
  contacted_unbought as contacted_without_purchase,
  cast(contacted_unbought as double) / cast(nullif(contacted, 0) as double) as contacted_without_purchase_share
from measured
