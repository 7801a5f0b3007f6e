-- check: the net sales of every rebate scale are those of the lines it is for, no ripe scale gives a rebate, and no step is passed over
with scales as (
  select distinct
    scale,
    customer_type,
    category
  from settings_rebate_steps
),

sold as (
  select
    s.scale,
    sum(l.net_sales) as net_sales
  from sales l
  join customer_records r on r.customer_id = l.customer_id
  join scales s
    on s.customer_type = r.customer_type
    and (s.category is null or s.category = l.category)
  where not l.is_excluded
  group by s.scale
),

given as (
  select
    scale,
    sum(net_sales) as net_sales,
    count(case when phase = 'ripe' and rebate <> 0 then 1 end) as withdrawn_rebates,
    count(case when step_from > net_sales or to_next_step <= 0 or rebate < 0 then 1 end) as wrong_steps
  from rebates
  group by scale
)

select
  coalesce(s.scale, g.scale) as scale,
  s.net_sales as net_sales_of_lines,
  g.net_sales,
  g.withdrawn_rebates,
  g.wrong_steps
from sold s
full join given g on g.scale = s.scale
where s.net_sales is distinct from g.net_sales
  or g.withdrawn_rebates > 0
  or g.wrong_steps > 0
order by coalesce(s.scale, g.scale)
