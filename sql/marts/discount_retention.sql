-- grain: one row per way of winning customers and window
with base as (
  select bool_or(has_discounts) as has_discounts
  from discount_sources
),

ways as (
  values ('discount', true), ('list_price', false)
),

cells as (
  select
    y.won_at,
    y.is_won_at_discount,
    w.window_days
  from (select * from ways) as y (won_at, is_won_at_discount)
  cross join settings_repurchase_windows w
  cross join base b
  where b.has_discounts
),

won as (
  select
    d.is_won_at_discount,
    c.first_purchased_on,
    c.second_purchased_on,
    m.is_left_truncated
  from discount_dependence d
  join customers c on c.customer_id = d.customer_id
  join months m on m.month = c.cohort_month
  where d.is_won_at_discount is not null
),

watched as (
  select
    e.won_at,
    e.window_days,
    w.is_left_truncated,
    not w.is_left_truncated and date_add('day', e.window_days, w.first_purchased_on) <= s.as_of_date as is_counted,
    date_diff('day', w.first_purchased_on, w.second_purchased_on) <= e.window_days as has_repurchased
  from cells e
  cross join settings s
  left join won w on w.is_won_at_discount = e.is_won_at_discount
),

counted as (
  select
    won_at,
    window_days,
    count(is_left_truncated) as customers_won,
    count(case when is_left_truncated then 1 end) as left_truncated_customers,
    count(case when is_counted then 1 end) as customers,
    count(case when is_counted and has_repurchased then 1 end) as repurchased_customers
  from watched
  group by won_at, window_days
)

select
  won_at,
  window_days,
  customers_won,
  left_truncated_customers,
  customers_won - left_truncated_customers - customers as customers_not_yet_watched,
  customers,
  repurchased_customers,
  cast(repurchased_customers as double) / cast(nullif(customers, 0) as double) as repurchase_rate
from counted
