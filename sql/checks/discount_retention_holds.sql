-- check: in every window are all customers of whom it is known how they were won, and no more came back than were watched
with won as (
  select
    case when is_won_at_discount then 'discount' else 'list_price' end as won_at,
    count(*) as customers
  from discount_dependence
  where is_won_at_discount is not null
  group by case when is_won_at_discount then 'discount' else 'list_price' end
)

select
  r.won_at,
  r.window_days,
  r.customers_won,
  w.customers as customers_in_dependence,
  r.left_truncated_customers,
  r.customers_not_yet_watched,
  r.customers,
  r.repurchased_customers
from discount_retention r
left join won w on w.won_at = r.won_at
where r.customers_won <> coalesce(w.customers, 0)
  or r.customers_won <> r.left_truncated_customers + r.customers_not_yet_watched + r.customers
  or r.customers_not_yet_watched < 0
  or r.repurchased_customers > r.customers
order by r.won_at, r.window_days
