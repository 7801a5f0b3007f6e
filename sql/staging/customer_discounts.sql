-- grain: one row per known customer with a line in the tier window or on the first purchase day: (customer_id)
with business_days as (
  select ordered_on
  from customer_days
  group by ordered_on
),

days_with_a_campaign as (
  select d.ordered_on
  from business_days d
  join campaigns c on d.ordered_on between c.starts_on and c.ends_on
  group by d.ordered_on
),

lines as (
  select
    l.customer_id,
    l.ordered_on between w.window_starts_on and w.window_ends_on as is_in_window,
    coalesce(l.ordered_on = c.first_purchased_on, false) as is_on_first_day,
    l.net_sales >= 0 as is_sold,
    -- A till that gives discounts leaves the field empty where there is none; one that never gives any does not say.
    l.net_sales >= 0 and s.has_discounts as is_measured,
    l.net_sales,
    coalesce(l.discount > 0, false) as is_discounted,
    l.discount,
    l.campaign is null and d.ordered_on is null as is_between_campaigns
  from sales l
  join discount_sources s on s.source = l.source
  cross join tier_windows w
  left join customers c on c.customer_id = l.customer_id
  left join days_with_a_campaign d on d.ordered_on = l.ordered_on
  where not l.is_excluded
    and l.customer_id is not null
    and w.compared_with = 'now'
)

select
  customer_id,
  sum(case when is_in_window and is_sold then net_sales else 0 end) as sold_net_sales,
  sum(case when is_in_window and is_measured then net_sales else 0 end) as measured_net_sales,
  sum(case when is_in_window and is_measured and is_discounted then net_sales else 0 end) as discounted_net_sales,
  sum(case when is_in_window and is_measured and is_discounted then discount else 0 end) as discount,
  sum(case when is_in_window and is_sold and is_between_campaigns then net_sales else 0 end)
    as between_campaigns_net_sales,
  sum(case when is_on_first_day and is_measured then net_sales else 0 end) as first_measured_net_sales,
  sum(case when is_on_first_day and is_measured and is_discounted then net_sales else 0 end)
    as first_discounted_net_sales
from lines
where is_in_window
  or is_on_first_day
group by customer_id
