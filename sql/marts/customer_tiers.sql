-- grain: one row per known customer
with ordered as (
  select
    o.customer_id,
    count(*) as orders
  from orders o
  join tier_windows w
    on w.compared_with = 'now'
    and o.ordered_on between w.window_starts_on and w.window_ends_on
  where o.customer_id is not null
  group by o.customer_id
)

select
  t.subject_id as customer_id,
  s.tier_rule as rule,
  t.tier,
  t.tier_reason,
  w.window_starts_on,
  w.window_ends_on,
  w.is_complete,
  coalesce(o.orders, 0) as orders,
  t.net_sales,
  case when b.has_margin then coalesce(t.gross_margin, 0) end as gross_margin,
  case
    when b.has_margin and t.net_sales <> 0
      then cast(t.costed_net_sales as double) / cast(t.net_sales as double)
  end as cost_coverage,
  t.net_sales_rank,
  cast(case when t.net_sales_rank is not null then t.net_sales end as double)
    / cast(t.net_sales_total as double) as net_sales_share,
  cast(t.net_sales_before as double) / cast(t.net_sales_total as double) as net_sales_share_before,
  t.gross_margin_tier,
  y.tier as tier_year_before,
  y.net_sales as net_sales_year_before
from tier_standings t
join tier_windows w on w.compared_with = t.compared_with
left join ordered o on o.customer_id = t.subject_id
left join tier_standings y
  on y.compared_with = 'year'
  and y.subject = t.subject
  and y.subject_id = t.subject_id
cross join margin_base b
cross join settings s
where t.compared_with = 'now'
  and t.subject = 'customer'
