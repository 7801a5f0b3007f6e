-- grain: one row per customer and purchase day: (customer_id, purchased_on)
with days as (
  select
    d.customer_id,
    d.ordered_on as purchased_on,
    d.net_sales,
    d.gross_margin
  from customer_days d
  cross join settings s
  where d.largest_line > 0
    or (s.count_zero_value and d.largest_line = 0)
),

numbered as (
  select
    d.*,
    row_number() over (partition by customer_id order by purchased_on) as purchase_number,
    min(purchased_on) over (partition by customer_id) as first_purchased_on,
    lag(purchased_on) over (partition by customer_id order by purchased_on) as previous_purchased_on
  from days d
)

select
  customer_id,
  purchased_on,
  purchase_number,
  first_purchased_on,
  previous_purchased_on,
  date_diff('day', previous_purchased_on, purchased_on) as days_since_previous,
  net_sales,
  gross_margin
from numbered
