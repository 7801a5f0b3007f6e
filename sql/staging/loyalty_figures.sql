-- grain: one row per window of loyalty and customer with a purchase day known then: (compared_with, customer_id)
with known_customers as (
  select
    y.compared_with,
    c.customer_id,
    -- Nothing is asked of a customer who first bought after the window.
    c.first_purchased_on <= y.ends_on as is_measured
  from loyalty_years y
  join customers c on c.first_purchased_on <= y.known_by
),

bought as (
  select
    y.compared_with,
    p.customer_id,
    count(*) as purchase_days
  from purchase_days p
  join loyalty_years y on p.purchased_on between y.starts_on and y.ends_on
  group by y.compared_with, p.customer_id
),

earned as (
  select
    y.compared_with,
    m.customer_id,
    sum(m.net_sales) as net_sales
  from customer_months m
  join loyalty_years y on m.month between y.starts_on and y.ends_on
  group by y.compared_with, m.customer_id
),

advised as (
  select
    y.compared_with,
    t.customer_id,
    count(*) as suggestions
  from contacts t
  join loyalty_years y on t.contacted_on between y.starts_on and y.ends_on
  where t.direction = 'in'
    and t.kind = 'suggestion'
  group by y.compared_with, t.customer_id
),

recommended as (
  select
    y.compared_with,
    r.referred_by as customer_id,
    count(*) as referrals_bought
  from customer_records r
  join customers c on c.customer_id = r.customer_id
  join loyalty_years y on c.first_purchased_on <= y.ends_on
  where r.referred_by <> r.customer_id
  group by y.compared_with, r.referred_by
)

select
  k.compared_with,
  k.customer_id,
  coalesce(e.net_sales, 0) as net_sales,
  case when k.is_measured then coalesce(b.purchase_days, 0) end as purchase_days,
  case when k.is_measured and m.has_advice then coalesce(a.suggestions, 0) end as suggestions,
  case when k.is_measured and m.has_categories then coalesce(w.categories, 0) end as categories,
  case when k.is_measured and m.has_new_products then coalesce(w.new_products, 0) end as new_products,
  case when k.is_measured and m.has_referrals then coalesce(r.referrals_bought, 0) end as referrals_bought,
  -- The wallet is what is known now: of an earlier year it says nothing.
  case
    when k.is_measured and k.compared_with = 'now' and p.wallet > 0
      then cast(coalesce(e.net_sales, 0) as double) / cast(p.wallet as double)
  end as share_of_wallet
from known_customers k
join loyalty_measured m on m.compared_with = k.compared_with
left join bought b on b.compared_with = k.compared_with and b.customer_id = k.customer_id
left join earned e on e.compared_with = k.compared_with and e.customer_id = k.customer_id
left join advised a on a.compared_with = k.compared_with and a.customer_id = k.customer_id
left join loyalty_breadth w on w.compared_with = k.compared_with and w.customer_id = k.customer_id
left join recommended r on r.compared_with = k.compared_with and r.customer_id = k.customer_id
left join customer_records p on p.customer_id = k.customer_id
