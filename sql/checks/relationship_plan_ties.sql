-- check: every known customer is in one row of the relationship plan, with all net sales, margin, contacts and their cost of the window
with planned as (
  select
    coalesce(sum(customers), 0) as customers,
    coalesce(sum(net_sales), 0) as net_sales,
    coalesce(sum(gross_margin), 0) as gross_margin,
    coalesce(sum(our_contacts), 0) as our_contacts,
    coalesce(sum(contact_cost), 0) as contact_cost
  from relationship_plan
),

known as (
  select customer_id
  from all_customers
  where is_registered
    or first_line_on is not null
),

counted as (
  select count(*) as customers
  from known
),

sold as (
  select
    coalesce(sum(l.net_sales), 0) as net_sales,
    coalesce(sum(l.gross_margin), 0) as gross_margin
  from sales l
  join tier_windows w
    on w.compared_with = 'now'
    and l.ordered_on between w.window_starts_on and w.window_ends_on
  where not l.is_excluded
    and l.customer_id is not null
),

contacted as (
  select
    count(case when c.direction = 'out' and c.kind not in ('complaint', 'suggestion') then 1 end) as our_contacts,
    coalesce(sum(c.cost), 0) as cost
  from contacts c
  join known k on k.customer_id = c.customer_id
  join tier_windows w
    on w.compared_with = 'now'
    and c.contacted_on between w.window_starts_on and w.window_ends_on
)

select
  n.customers,
  p.customers as customers_planned,
  s.net_sales,
  p.net_sales as net_sales_planned,
  s.gross_margin,
  p.gross_margin as gross_margin_planned,
  c.our_contacts,
  p.our_contacts as our_contacts_planned,
  c.cost,
  p.contact_cost as cost_planned
from planned p
cross join counted n
cross join sold s
cross join contacted c
where n.customers <> p.customers
  or s.net_sales <> p.net_sales
  or s.gross_margin <> p.gross_margin
  or c.our_contacts <> p.our_contacts
  or c.cost <> p.contact_cost
