-- check: the values of every profiled attribute have all customers that any feed names, and their net sales
with known as (
  select count(*) as customers
  from all_customers
),

sold as (
  select
    coalesce(sum(l.net_sales), 0) as net_sales_to_date,
    coalesce(sum(case when l.ordered_on between w.window_starts_on and w.window_ends_on then l.net_sales end), 0)
      as net_sales
  from sales l
  cross join tier_windows w
  where not l.is_excluded
    and l.customer_id is not null
    and w.compared_with = 'now'
),

profiled as (
  select
    attribute,
    sum(customers) as customers,
    sum(net_sales_to_date) as net_sales_to_date,
    sum(net_sales) as net_sales,
    count(
      case
        when registered > customers
          or buyers > customers
          or active_customers > buyers
          or retained_customers > buyers_year_before
          then 1
      end
    ) as rows_beyond
  from customer_profile
  group by attribute
)

select
  p.attribute,
  p.customers,
  k.customers as known_customers,
  p.net_sales_to_date,
  s.net_sales_to_date as sold_to_date,
  p.net_sales,
  s.net_sales as sold,
  p.rows_beyond
from profiled p
cross join known k
cross join sold s
where p.customers <> k.customers
  or p.net_sales_to_date <> s.net_sales_to_date
  or p.net_sales <> s.net_sales
  or p.rows_beyond > 0
order by p.attribute
