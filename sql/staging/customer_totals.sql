-- grain: one row per customer that any feed names: (customer_id)
with windows as (
  select
    n.window_starts_on,
    n.window_ends_on,
    y.window_starts_on as window_before_starts_on,
    y.window_ends_on as window_before_ends_on
  from tier_windows n
  cross join tier_windows y
  where n.compared_with = 'now'
    and y.compared_with = 'year'
),

earned as (
  select
    customer_id,
    sum(net_sales) as net_sales_to_date
  from customer_days
  group by customer_id
),

bought as (
  select
    p.customer_id,
    count(case when p.purchased_on between w.window_starts_on and w.window_ends_on then 1 end) as purchase_days,
    count(case when p.purchased_on between w.window_before_starts_on and w.window_before_ends_on then 1 end)
      as purchase_days_year_before
  from purchase_days p
  cross join windows w
  group by p.customer_id
)

select
  a.customer_id,
  a.is_registered,
  -- Who has no line that counts is in no tier.
  coalesce(t.tier, 'none') as tier,
  a.first_purchased_on is not null as has_bought,
  coalesce(date_diff('day', a.last_purchased_on, s.as_of_date) < s.status_inactive_days, false) as is_active,
  coalesce(b.purchase_days, 0) > 0 as has_bought_in_window,
  coalesce(b.purchase_days_year_before, 0) > 0 as has_bought_year_before,
  coalesce(e.net_sales_to_date, 0) as net_sales_to_date,
  coalesce(m.net_sales, 0) as net_sales,
  m.gross_margin,
  coalesce(m.costed_net_sales, 0) as costed_net_sales
from all_customers a
cross join settings s
left join customer_tiers t on t.customer_id = a.customer_id
left join earned e on e.customer_id = a.customer_id
left join tier_amounts m
  on m.compared_with = 'now'
  and m.subject = 'customer'
  and m.subject_id = a.customer_id
left join bought b on b.customer_id = a.customer_id
