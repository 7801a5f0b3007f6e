-- grain: one row per calendar month and kind: (month, kind)
with outside as (
  select
    cast(date_trunc('month', s.ordered_on) as date) as month,
    case
      when s.customer_id is null then 'unidentified'
      when c.customer_id is null then 'no_purchase_day'
      else 'before_first_purchase'
    end as kind,
    s.customer_id,
    s.net_sales,
    s.gross_margin
  from sales s
  left join customers c on c.customer_id = s.customer_id
  where not s.is_excluded
    and (c.customer_id is null or s.ordered_on < c.first_purchased_on)
),

totals as (
  select
    month,
    kind,
    count(distinct customer_id) as customers,
    count(*) as lines,
    sum(net_sales) as net_sales,
    sum(gross_margin) as gross_margin,
    sum(case when gross_margin is not null then net_sales else 0 end) as costed_net_sales
  from outside
  group by month, kind
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
