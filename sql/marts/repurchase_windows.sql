-- grain: one row per cohort month and window: (cohort_month, window_days)
with windows as (
  select
    m.month as cohort_month,
    m.is_left_truncated,
    w.window_days,
    date_add('day', w.window_days, m.ends_on) as closes_on,
    s.as_of_date
  from months m
  cross join settings_repurchase_windows w
  cross join settings s
),

broken as (
  select
    w.cohort_month,
    w.window_days
  from windows w
  join missing_days d on d.missing_on between w.cohort_month and w.closes_on
  group by w.cohort_month, w.window_days
),

-- Few rows for many customers: a cohort by the days until its second purchase.
waits as (
  select
    cohort_month,
    date_diff('day', first_purchased_on, second_purchased_on) as days_to_second,
    count(*) as customers
  from customers
  group by cohort_month, date_diff('day', first_purchased_on, second_purchased_on)
),

counted as (
  select
    w.cohort_month,
    w.window_days,
    w.closes_on <= w.as_of_date as is_closed,
    w.is_left_truncated,
    sum(c.customers) as cohort_customers,
    sum(case when c.days_to_second <= w.window_days then c.customers else 0 end) as repurchased_customers
  from windows w
  join waits c on c.cohort_month = w.cohort_month
  group by w.cohort_month, w.window_days, w.closes_on <= w.as_of_date, w.is_left_truncated
)

select
  c.cohort_month,
  c.window_days,
  c.is_closed and b.cohort_month is null as is_complete,
  c.is_left_truncated,
  c.cohort_customers,
  case when c.is_closed then c.repurchased_customers end as repurchased_customers,
  case
    when c.is_closed then cast(c.repurchased_customers as double) / c.cohort_customers
  end as repurchase_rate
from counted c
left join broken b on b.cohort_month = c.cohort_month and b.window_days = c.window_days
