-- grain: one row per week of the holdout: (week)
with held_out as (
  select
    ends_on,
    holdout_ends_on,
    holdout_weeks,
    naive_from
  from lifetime_ends
  where basis = 'calibration'
),

weeks as (
  select w.week
  from held_out h
  cross join unnest(sequence(1, h.holdout_weeks)) as w (week)
),

-- The customers who are forecast for, those seen by the end of calibration, after their first purchase day. Weeks count
-- from the start of those before the holdout.
bought as (
  select
    cast(date_diff('day', h.naive_from, p.purchased_on) as bigint) / 7 + 1 as week,
    count(*) as purchases
  from purchase_days p
  join held_out h
    on p.first_purchased_on <= h.ends_on
    and p.purchase_number > 1
    and p.purchased_on between h.naive_from and h.holdout_ends_on
  group by cast(date_diff('day', h.naive_from, p.purchased_on) as bigint) / 7
),

earned as (
  select
    cast(date_diff('day', h.naive_from, d.ordered_on) as bigint) / 7 + 1 as week,
    sum(d.net_sales) as net_sales
  from customer_days d
  join customers c on c.customer_id = d.customer_id
  join held_out h
    on c.first_purchased_on <= h.ends_on
    and d.ordered_on > c.first_purchased_on
    and d.ordered_on between h.naive_from and h.holdout_ends_on
  group by cast(date_diff('day', h.naive_from, d.ordered_on) as bigint) / 7
)

select
  w.week,
  coalesce(bb.purchases, 0) as purchases_before,
  coalesce(ba.purchases, 0) as purchases_after,
  coalesce(eb.net_sales, 0) as net_sales_before,
  coalesce(ea.net_sales, 0) as net_sales_after
from weeks w
cross join held_out h
left join bought bb on bb.week = w.week
left join bought ba on ba.week = w.week + h.holdout_weeks
left join earned eb on eb.week = w.week
left join earned ea on ea.week = w.week + h.holdout_weeks
