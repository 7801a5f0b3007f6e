-- grain: one row per customer with three purchase days or more
with gaps as (
  select
    p.customer_id,
    p.days_since_previous as days,
    c.purchase_days - 1 as gaps,
    row_number() over (partition by p.customer_id order by p.days_since_previous) as place
  from purchase_days p
  join customers c on c.customer_id = p.customer_id
  where p.purchase_number > 1
    and c.purchase_days >= 3
)

-- The two middle gaps; of an odd number they are the same one. Their sum is whole, their mean is the median.
select
  customer_id,
  min(days) + max(days) as twice_median_gap_days
from gaps
where place * 2 between gaps and gaps + 2
group by customer_id
