-- grain: one row per product
with last_days as (
  select
    product_id,
    max(ordered_on) as last_ordered_on
  from sales
  where not is_excluded
    and product_id is not null
  group by product_id
),

-- A product is called what its latest line calls it; of lines at the same time, the last in the order of `sales`.
described as (
  select
    l.product_id,
    l.product_name,
    l.category,
    row_number() over (
      partition by l.product_id
      order by l.ordered_at desc, l.source desc, l.order_id desc, l.line_id desc
    ) as number_from_latest
  from sales l
  join last_days d on d.product_id = l.product_id and d.last_ordered_on = l.ordered_on
  where not l.is_excluded
),

quantity_base as (
  select count(quantity) > 0 as has_quantity
  from tier_standings
)

select
  t.subject_id as product_id,
  d.product_name,
  d.category,
  case when s.tier_rule = 'partner' then 'revenue_share' else s.tier_rule end as rule,
  t.tier,
  w.window_starts_on,
  w.window_ends_on,
  w.is_complete,
  case when t.lines = 0 and q.has_quantity then 0 else t.quantity end as quantity,
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
  t.gross_margin_tier
from tier_standings t
join tier_windows w on w.compared_with = t.compared_with
join described d on d.product_id = t.subject_id and d.number_from_latest = 1
cross join quantity_base q
cross join margin_base b
cross join settings s
where t.compared_with = 'now'
  and t.subject = 'product'
