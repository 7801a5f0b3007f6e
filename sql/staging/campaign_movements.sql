-- grain: one row per campaign and known customer with a line in its days or in as many days before: (campaign_id, customer_id)
with traded as (
  select distinct ordered_on
  from customer_days
),

-- Day by day, for a join on equal days is many times faster than one on ranges.
days as (
  select
    w.campaign_id,
    t.ordered_on,
    t.ordered_on >= w.starts_on as is_in_window
  from campaign_days w
  join traded t on t.ordered_on between coalesce(w.window_before_starts_on, w.starts_on) and w.seen_until
)

select
  w.campaign_id,
  d.customer_id,
  sum(case when w.is_in_window then d.net_sales else 0 end) as net_sales_in_window,
  sum(case when not w.is_in_window then d.net_sales else 0 end) as net_sales_before,
  sum(case when w.is_in_window then coalesce(d.gross_margin, 0) else 0 end) as gross_margin_in_window,
  sum(case when not w.is_in_window then coalesce(d.gross_margin, 0) else 0 end) as gross_margin_before
from days w
join customer_days d on d.ordered_on = w.ordered_on
group by w.campaign_id, d.customer_id
