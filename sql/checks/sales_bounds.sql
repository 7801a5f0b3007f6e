-- check: no line of sales is after the as-of date, and none in the reporting currency has another amount than was posted
select
  l.source,
  l.order_id,
  l.line_id,
  l.ordered_on,
  l.currency,
  l.net_sales,
  l.original_net_sales
from sales l
cross join settings s
where l.ordered_on > s.as_of_date
  or (l.currency = s.currency and l.net_sales <> l.original_net_sales)
order by l.ordered_on, l.source, l.order_id, l.line_id
