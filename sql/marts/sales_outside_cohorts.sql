-- grain: one row per calendar month and kind: (month, kind)
with outside as (
  select
    ordered_on,
    'unidentified' as kind,
    customer_id,
    1 as lines,
    net_sales,
    gross_margin,
    case when gross_margin is not null then net_sales else 0 end as costed_net_sales
  from sales
  where not is_excluded
    and customer_id is null
  union all
  select
    d.ordered_on,
    case when c.customer_id is null then 'no_purchase_day' else 'before_first_purchase' end as kind,
    d.customer_id,
    d.lines,
    d.net_sales,
    d.gross_margin,
    d.costed_net_sales
  from customer_days d
  left join customers c on c.customer_id = d.customer_id
  where c.customer_id is null
    or d.ordered_on < c.first_purchased_on
),

totals as (
  select
    cast(date_trunc('month', ordered_on) as date) as month,
    kind,
    count(distinct customer_id) as customers,
    sum(lines) as lines,
    sum(net_sales) as net_sales,
    sum(gross_margin) as gross_margin,
    sum(costed_net_sales) as costed_net_sales
  from outside
  group by cast(date_trunc('month', ordered_on) as date), kind
)

select
  m.month,
  k.kind,
  m.is_complete,
  coalesce(t.customers, 0) as customers,
  coalesce(t.lines, 0) as lines,
  coalesce(t.net_sales, 0) as net_sales,
  case when b.has_margin then coalesce(t.gross_margin, 0) end as gross_margin,
  case
    when b.has_margin then cast(t.costed_net_sales as double) / nullif(t.net_sales, 0)
  end as cost_coverage
from months m
cross join (values ('unidentified'), ('no_purchase_day'), ('before_first_purchase')) as k (kind)
left join totals t on t.month = m.month and t.kind = k.kind
cross join margin_base b
