-- check: for every grain, period and dimension the values add up to sales, and orders without a dimension to orders
with sold_days as (
  select
    ordered_on,
    count(*) as lines,
    sum(net_sales) as net_sales,
    sum(gross_margin) as gross_margin
  from sales
  where not is_excluded
  group by ordered_on
),

order_days as (
  select
    ordered_on,
    count(*) as orders
  from orders
  group by ordered_on
),

dated as (
  select
    g.grain,
    case g.grain
      when 'day' then d.ordered_on
      when 'month' then cast(date_trunc('month', d.ordered_on) as date)
      when 'quarter' then cast(date_trunc('quarter', d.ordered_on) as date)
      when 'year' then cast(date_trunc('year', d.ordered_on) as date)
    end as period_starts_on,
    d.lines,
    coalesce(o.orders, 0) as orders,
    d.net_sales,
    coalesce(d.gross_margin, 0) as gross_margin
  from sold_days d
  left join order_days o on o.ordered_on = d.ordered_on
  cross join (values ('day'), ('month'), ('quarter'), ('year')) as g (grain)
),

dimensions as (
  select 'all' as dimension
  union
  select dimension
  from sales_by_period
),

expected as (
  select
    d.grain,
    d.period_starts_on,
    n.dimension,
    sum(d.lines) as lines,
    sum(d.orders) as orders,
    sum(d.net_sales) as net_sales,
    sum(d.gross_margin) as gross_margin
  from dated d
  cross join dimensions n
  group by d.grain, d.period_starts_on, n.dimension
),

found as (
  select
    grain,
    period_starts_on,
    dimension,
    sum(lines) as lines,
    sum(orders) as orders,
    sum(net_sales) as net_sales,
    sum(coalesce(gross_margin, 0)) as gross_margin
  from sales_by_period
  group by grain, period_starts_on, dimension
)

select
  coalesce(e.grain, f.grain) as grain,
  coalesce(e.period_starts_on, f.period_starts_on) as period_starts_on,
  coalesce(e.dimension, f.dimension) as dimension,
  e.lines as lines_sold,
  f.lines,
  e.orders as orders_made,
  f.orders,
  e.net_sales as net_sales_sold,
  f.net_sales,
  e.gross_margin as gross_margin_sold,
  f.gross_margin
from expected e
full join found f
  on f.grain = e.grain
  and f.period_starts_on = e.period_starts_on
  and f.dimension = e.dimension
where e.lines is distinct from f.lines
  or e.net_sales is distinct from f.net_sales
  or e.gross_margin is distinct from f.gross_margin
  or (e.dimension = 'all' and e.orders is distinct from f.orders)
order by
  coalesce(e.grain, f.grain),
  coalesce(e.period_starts_on, f.period_starts_on),
  coalesce(e.dimension, f.dimension)
