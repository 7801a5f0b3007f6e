-- grain: one row per window and customer known by then, and per product today: (compared_with, subject, subject_id)
with known_customers as (
  select
    customer_id,
    min(ordered_on) as first_ordered_on
  from customer_days
  group by customer_id
),

known_products as (
  select product_id
  from sales
  where not is_excluded
    and product_id is not null
  group by product_id
),

subjects as (
  select
    w.compared_with,
    'customer' as subject,
    k.customer_id as subject_id
  from tier_windows w
  join known_customers k on k.first_ordered_on <= w.known_by
  union all
  select
    w.compared_with,
    'product' as subject,
    k.product_id as subject_id
  from tier_windows w
  cross join known_products k
  where w.compared_with = 'now'
),

amounts as (
  select
    w.compared_with,
    'customer' as subject,
    d.customer_id as subject_id,
    sum(d.lines) as lines,
    sum(d.quantity) as quantity,
    sum(d.net_sales) as net_sales,
    sum(d.gross_margin) as gross_margin,
    sum(d.costed_net_sales) as costed_net_sales
  from customer_days d
  join tier_windows w on d.ordered_on between w.window_starts_on and w.window_ends_on
  group by w.compared_with, d.customer_id
  union all
  select
    w.compared_with,
    'product' as subject,
    l.product_id as subject_id,
    count(*) as lines,
    sum(l.quantity) as quantity,
    sum(l.net_sales) as net_sales,
    sum(l.gross_margin) as gross_margin,
    sum(case when l.gross_margin is not null then l.net_sales else 0 end) as costed_net_sales
  from sales l
  join tier_windows w on l.ordered_on between w.window_starts_on and w.window_ends_on
  where not l.is_excluded
    and l.product_id is not null
    and w.compared_with = 'now'
  group by w.compared_with, l.product_id
)

select
  k.compared_with,
  k.subject,
  k.subject_id,
  coalesce(a.lines, 0) as lines,
  a.quantity,
  coalesce(a.net_sales, 0) as net_sales,
  a.gross_margin,
  coalesce(a.costed_net_sales, 0) as costed_net_sales
from subjects k
left join amounts a
  on a.compared_with = k.compared_with
  and a.subject = k.subject
  and a.subject_id = k.subject_id
