-- grain: one row per customer with a purchase day
select
  c.customer_id,
  t.tier,
  y.is_complete,
  c.first_purchased_on,
  c.last_purchased_on,
  c.purchase_days,
  w.days_since_last,
  w.days_since_last >= s.status_inactive_days as is_inactive,
  cast(r.twice_median_gap_days as double) / 2 as median_gap_days,
  cast(w.days_since_last * 2 as double) / r.twice_median_gap_days as overdue_ratio,
  v.p_no_purchase_90d,
  w.net_sales_12_months
from customers c
join customer_years w on w.customer_id = c.customer_id
join customer_tiers t on t.customer_id = c.customer_id
left join customer_rhythms r on r.customer_id = c.customer_id
left join customer_lifetime_value v on v.customer_id = c.customer_id
cross join trailing_year y
cross join settings s
