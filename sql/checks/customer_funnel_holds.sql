-- check: the funnel ends with the customers that status and feeds have, loses nobody on the way, and never takes back who has bought
with status as (
  select
    count(*) as bought_once,
    count(case when purchase_days > 1 then 1 end) as bought_twice,
    count(case when purchase_days > 2 then 1 end) as bought_three_times,
    count(case when purchase_days > 3 then 1 end) as bought_four_times,
    count(case when not is_inactive then 1 end) as active_customers,
    count(case when is_inactive and purchase_days = 1 then 1 end) as lost_after_first,
    count(case when is_inactive and purchase_days > 3 then 1 end) as lost_after_loyalty
  from customer_status
),

known as (
  select
    count(*) as known_customers,
    count(case when is_registered then 1 end) as registered_customers,
    count(case when is_registered and purchase_days = 0 then 1 end) as never_bought,
    count(first_contacted_on) as contacted_customers
  from all_customers
),

ordered as (
  select
    f.*,
    lag(f.bought_once) over (order by f.month) as bought_once_before,
    lag(f.known_customers) over (order by f.month) as known_customers_before,
    row_number() over (order by f.month desc) as months_from_last
  from customer_funnel f
)

select
  o.month,
  o.known_customers,
  o.registered_customers,
  o.never_bought,
  o.bought_once,
  o.bought_twice,
  o.active_customers,
  o.lost_after_first,
  o.lost_between,
  o.lost_after_loyalty,
  o.contacted_customers
from ordered o
cross join status s
cross join known k
where o.bought_once <> o.active_customers + o.lost_after_first + o.lost_between + o.lost_after_loyalty
  or o.bought_twice > o.bought_once
  or o.bought_three_times > o.bought_twice
  or o.bought_four_times > o.bought_three_times
  or o.lost_after_loyalty > o.bought_four_times
  or o.active_customers < 0
  or o.lost_after_first < 0
  or o.lost_between < 0
  or o.lost_after_loyalty < 0
  or o.bought_once > o.known_customers
  or o.never_bought < 0
  or o.registered_bought < 0
  or o.never_contacted < 0
  or o.contacted_without_purchase not between 0 and o.contacted_customers
  or o.bought_once < o.bought_once_before
  or o.known_customers < o.known_customers_before
  or (
    o.months_from_last = 1
    and (
      o.known_customers <> k.known_customers
      or o.registered_customers <> k.registered_customers
      or o.never_bought <> k.never_bought
      or o.contacted_customers <> k.contacted_customers
      or o.bought_once <> s.bought_once
      or o.bought_twice <> s.bought_twice
      or o.bought_three_times <> s.bought_three_times
      or o.bought_four_times <> s.bought_four_times
      or o.active_customers <> s.active_customers
      or o.lost_after_first <> s.lost_after_first
      or o.lost_after_loyalty <> s.lost_after_loyalty
    )
  )
order by o.month
