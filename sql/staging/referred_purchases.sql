-- grain: one row per referred customer, order, store, null where not known, and business day: (source, order_id, customer_id, store, ordered_on)
select
  r.referred_by,
  r.customer_id,
  l.store,
  l.source,
  l.order_id,
  l.ordered_on,
  max(l.net_sales) as largest_line,
  sum(l.net_sales) as net_sales,
  sum(l.gross_margin) as gross_margin,
  sum(case when l.gross_margin is not null then l.net_sales else 0 end) as costed_net_sales
from sales l
join referred_customers r on r.customer_id = l.customer_id
where not l.is_excluded
group by r.referred_by, r.customer_id, l.store, l.source, l.order_id, l.ordered_on
