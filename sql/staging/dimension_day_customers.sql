-- grain: one row per business day, dimension and value with a buyer: (ordered_on, dimension, dimension_value)
-- No line has a null here: in a grouping set the one dimension that is not null is the one grouped by.
with lines as (
  select
    customer_id,
    ordered_on,
    coalesce(department, '(none)') as department,
    coalesce(channel, '(none)') as channel,
    coalesce(store, '(none)') as store,
    coalesce(category, '(none)') as category,
    coalesce(salesperson, '(none)') as salesperson
  from sales
  where not is_excluded
    and customer_id is not null
    and net_sales > 0
),

measured as (
  select dimension
  from dimension_days
  group by dimension
),

buyers as (
  select
    customer_id,
    ordered_on,
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
    (customer_id, ordered_on),
    (customer_id, ordered_on, department),
    (customer_id, ordered_on, channel),
    (customer_id, ordered_on, store),
    (customer_id, ordered_on, category),
    (customer_id, ordered_on, salesperson)
  )
),

visits as (
  select
    b.ordered_on,
    b.dimension,
    b.dimension_value,
    lag(b.ordered_on) over (
      partition by b.customer_id, b.dimension, b.dimension_value
      order by b.ordered_on
    ) as previous_ordered_on
  from buyers b
  join measured m on m.dimension = b.dimension
)

-- Customers of days do not add up to those of a month; first days in the month do, each customer has one of them.
select
  ordered_on,
  dimension,
  dimension_value,
  count(*) as customers,
  count(
    case
      when previous_ordered_on >= cast(date_trunc('month', ordered_on) as date) then null
      else 1
    end
  ) as customers_first_in_month,
  count(
    case
      when previous_ordered_on >= cast(date_trunc('quarter', ordered_on) as date) then null
      else 1
    end
  ) as customers_first_in_quarter,
  count(
    case
      when previous_ordered_on >= cast(date_trunc('year', ordered_on) as date) then null
      else 1
    end
  ) as customers_first_in_year
from visits
group by ordered_on, dimension, dimension_value
