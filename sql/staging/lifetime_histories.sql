-- grain: one row per basis and customer with a purchase day by its end: (basis, customer_id)
with bought as (
  select
    e.basis,
    p.customer_id,
    min(p.first_purchased_on) as first_purchased_on,
    max(case when p.purchased_on <= e.ends_on then p.purchased_on end) as last_purchased_on,
    count(case when p.purchased_on <= e.ends_on then 1 end) as purchase_days,
    sum(case when p.purchased_on <= e.ends_on and p.purchase_number > 1 then p.net_sales else 0 end) as repeat_net_sales,
    -- The first purchase day is no model's to foretell, so that repeating the past leaves it out, too.
    count(case when p.purchased_on between e.naive_from and e.ends_on and p.purchase_number > 1 then 1 end)
      as purchases_before,
    count(case when p.purchased_on > e.ends_on and p.purchased_on <= e.holdout_ends_on then 1 end) as purchases_after
  from purchase_days p
  join lifetime_ends e on p.first_purchased_on <= e.ends_on
  group by e.basis, p.customer_id
),

earned as (
  select
    e.basis,
    d.customer_id,
    sum(case when d.ordered_on <= e.ends_on then d.net_sales else 0 end) as net_sales,
    sum(case when d.ordered_on <= e.ends_on then d.gross_margin end) as gross_margin,
    sum(case when d.ordered_on <= e.ends_on then d.costed_net_sales else 0 end) as costed_net_sales,
    sum(case when d.ordered_on between e.trails_from and e.ends_on then d.gross_margin end) as recent_gross_margin,
    sum(case when d.ordered_on between e.trails_from and e.ends_on then d.costed_net_sales else 0 end)
      as recent_costed_net_sales,
    sum(case when d.ordered_on > c.first_purchased_on and d.ordered_on <= e.ends_on then d.net_sales else 0 end)
      as later_net_sales,
    sum(
      case
        when d.ordered_on between e.naive_from and e.ends_on and d.ordered_on > c.first_purchased_on then d.net_sales
        else 0
      end
    ) as net_sales_before,
    sum(case when d.ordered_on > e.ends_on and d.ordered_on <= e.holdout_ends_on then d.net_sales else 0 end)
      as net_sales_after
  from customer_days d
  join customers c on c.customer_id = d.customer_id
  join lifetime_ends e on c.first_purchased_on <= e.ends_on
  group by e.basis, d.customer_id
)

select
  b.basis,
  b.customer_id,
  cast(date_trunc('month', b.first_purchased_on) as date) as cohort_month,
  b.first_purchased_on,
  b.last_purchased_on,
  b.purchase_days - 1 as frequency,
  date_diff('day', b.first_purchased_on, b.last_purchased_on) as recency_days,
  date_diff('day', b.first_purchased_on, e.ends_on) as age_days,
  b.repeat_net_sales,
  m.later_net_sales,
  m.net_sales,
  m.gross_margin,
  m.costed_net_sales,
  m.recent_gross_margin,
  m.recent_costed_net_sales,
  b.purchases_before,
  b.purchases_after,
  m.net_sales_before,
  m.net_sales_after
from bought b
join earned m on m.basis = b.basis and m.customer_id = b.customer_id
join lifetime_ends e on e.basis = b.basis
