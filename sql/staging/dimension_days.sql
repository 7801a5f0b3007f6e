-- grain: one row per business day, dimension and value with a line: (ordered_on, dimension, dimension_value)
-- No line has a null here: in a grouping set the one dimension that is not null is the one grouped by.
with lines as (
  select
    ordered_on,
    net_sales,
    gross_margin,
    coalesce(department, '(none)') as department,
    coalesce(channel, '(none)') as channel,
    coalesce(store, '(none)') as store,
    coalesce(category, '(none)') as category,
    coalesce(salesperson, '(none)') as salesperson
  from sales
  where not is_excluded
),

days as (
  select
    ordered_on,
    case
      when department is not null then 'department'
      when channel is not null then 'channel'
      when store is not null then 'store'
      when category is not null then 'category'
      when salesperson is not null then 'salesperson'
      else 'all'
    end as dimension,
    coalesce(department, channel, store, category, salesperson, 'all') as dimension_value,
    count(*) as lines,
    sum(net_sales) as net_sales,
    sum(gross_margin) as gross_margin,
    sum(case when gross_margin is not null then net_sales else 0 end) as costed_net_sales
  from lines
  group by grouping sets (
    (ordered_on),
    (ordered_on, department),
    (ordered_on, channel),
    (ordered_on, store),
    (ordered_on, category),
    (ordered_on, salesperson)
  )
),

-- A dimension that no line has is left out, everywhere.
measured as (
  select dimension
  from days
  where dimension_value <> '(none)'
  group by dimension
)

select d.*
from days d
join measured m on m.dimension = d.dimension
