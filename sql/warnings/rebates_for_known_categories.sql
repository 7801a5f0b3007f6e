-- warning: every category that a rebate scale names is that of a line, where there are lines
with counted as (
  select count(*) as days
  from dimension_days
),

configured as (
  select distinct category
  from settings_rebate_steps
  where category is not null
),

sold as (
  select distinct dimension_value as category
  from dimension_days
  where dimension = 'category'
)

select c.category
from configured c
cross join counted n
left join sold s on s.category = c.category
where n.days > 0
  and s.category is null
order by c.category
