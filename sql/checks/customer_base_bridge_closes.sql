-- check: in every window opening + new + reactivated − lapsed customers = closing, and these are the customers who bought
with classes as (
  select
    window_name,
    window_starts_on,
    max(window_before_starts_on) as window_before_starts_on,
    max(window_ends_on) as window_ends_on,
    max(opening_customers) as opening_customers,
    max(closing_customers) as closing_customers,
    sum(case class when 'new' then customers when 'reactivated' then customers when 'lapsed' then -customers else 0 end)
      as change,
    sum(case when class = 'new' then customers else 0 end) as new_customers
  from customer_base_bridge
  group by window_name, window_starts_on
),

buyers as (
  select
    c.window_starts_on,
    p.customer_id,
    max(case when p.purchased_on < c.window_starts_on then 1 else 0 end) as has_bought_before,
    max(case when p.purchased_on >= c.window_starts_on then 1 else 0 end) as has_bought,
    max(case when p.purchased_on >= c.window_starts_on and p.purchase_number = 1 then 1 else 0 end) as is_new
  from purchase_days p
  join classes c
    on c.window_name = 'trailing_12_months'
    and p.purchased_on between c.window_before_starts_on and c.window_ends_on
  group by c.window_starts_on, p.customer_id
),

bought as (
  select
    'trailing_12_months' as window_name,
    window_starts_on,
    sum(has_bought_before) as opening_customers,
    sum(has_bought) as closing_customers,
    sum(is_new) as new_customers
  from buyers
  group by window_starts_on

  union all

  select
    'month' as window_name,
    r.month as window_starts_on,
    b.customers as opening_customers,
    r.customers as closing_customers,
    r.new_customers
  from repeat_purchase r
  join repeat_purchase b on b.month = date_add('month', -1, r.month)
)

select
  c.window_name,
  c.window_starts_on,
  c.opening_customers,
  c.change,
  c.closing_customers,
  b.opening_customers as bought_before,
  b.closing_customers as bought,
  c.new_customers,
  b.new_customers as bought_first
from classes c
left join bought b on b.window_name = c.window_name and b.window_starts_on = c.window_starts_on
where c.opening_customers + c.change <> c.closing_customers
  or c.opening_customers <> coalesce(b.opening_customers, 0)
  or c.closing_customers <> coalesce(b.closing_customers, 0)
  or c.new_customers <> coalesce(b.new_customers, 0)
order by c.window_name, c.window_starts_on
