-- grain: one row per business day, dimension and value with an order: (ordered_on, dimension, dimension_value)
-- No line has a null here: in a grouping set the one dimension that is not null is the one grouped by.
with lines as (
  select
    source,
    order_id,
    ordered_on,
    coalesce(department, '(none)') as department,
    coalesce(channel, '(none)') as channel,
    coalesce(store, '(none)') as store,
    coalesce(category, '(none)') as category,
    coalesce(salesperson, '(none)') as salesperson
  from sales
  where not is_excluded
    and net_sales > 0
),

measured as (
  select dimension
  from dimension_days
  group by dimension
),

-- An order counts once per value, on the day of its first line above zero with that value.
first_lines as (
  select
    min(ordered_on) as ordered_on,
    case
      when department is not null then 'department'
      when channel is not null then 'channel'
      when store is not null then 'store'
      when category is not null then 'category'
      when salesperson is not null then 'salesperson'
      else 'all'
    end as dimension,
    coalesce(department, channel, store, category, salesperson, 'all') as dimension_value
  from lines
  group by grouping sets (
    (source, order_id),
    (source, order_id, department),
    (source, order_id, channel),
    (source, order_id, store),
    (source, order_id, category),
    (source, order_id, salesperson)
  )
)

select
  f.ordered_on,
  f.dimension,
  f.dimension_value,
  count(*) as orders
from first_lines f
join measured m on m.dimension = f.dimension
group by f.ordered_on, f.dimension, f.dimension_value
