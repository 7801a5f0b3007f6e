-- grain: one row per customer, calendar month and other currency with a line that is not excluded: (customer_id, month, currency)
-- Only other currencies have exchange days: where there is none, sales is not read.
select
  l.customer_id,
  cast(date_trunc('month', l.ordered_on) as date) as month,
  l.currency,
  sum(l.net_sales) as net_sales,
  sum(l.original_net_sales) as original_net_sales,
  sum(abs(l.net_sales)) as turnover,
  sum(abs(l.original_net_sales)) as original_turnover
from sales l
join exchange_days d on d.currency = l.currency and d.ordered_on = l.ordered_on
where not l.is_excluded
group by l.customer_id, cast(date_trunc('month', l.ordered_on) as date), l.currency
