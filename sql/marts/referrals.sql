-- grain: one row per customer or partner who has referred others
with concerned as (
  select customer_id from referred_customers
  union
  select referred_by as customer_id from referred_customers
),

brought as (
  select
    d.customer_id,
    sum(d.net_sales) as net_sales,
    sum(d.gross_margin) as gross_margin,
    sum(d.costed_net_sales) as costed_net_sales
  from customer_days d
  join concerned c on c.customer_id = d.customer_id
  group by d.customer_id
),

referred as (
  select
    r.referred_by,
    count(*) as referred,
    count(c.customer_id) as bought,
    count(c.second_purchased_on) as bought_twice,
    coalesce(sum(b.net_sales), 0) as net_sales,
    coalesce(sum(b.gross_margin), 0) as gross_margin,
    sum(b.costed_net_sales) as costed_net_sales,
    count(v.lifetime_value) as valued,
    coalesce(sum(v.lifetime_value), 0) as lifetime_value,
    min(r.referred_on) as first_referred_on,
    max(r.referred_on) as last_referred_on
  from referred_customers r
  left join customers c on c.customer_id = r.customer_id
  left join brought b on b.customer_id = r.customer_id
  left join customer_lifetime_value v on v.customer_id = r.customer_id
  group by r.referred_by
)

select
  r.referred_by,
  a.customer_id is not null as is_known,
  coalesce(a.purchase_days > 0, false) as is_customer,
  r.first_referred_on,
  r.last_referred_on,
  r.referred,
  r.bought,
  r.bought_twice,
  r.net_sales,
  case when m.has_margin then r.gross_margin end as gross_margin,
  case
    when m.has_margin then cast(r.costed_net_sales as double) / nullif(cast(r.net_sales as double), 0)
  end as cost_coverage,
  case when r.valued = r.bought then r.lifetime_value end as lifetime_value,
  coalesce(o.net_sales, 0) as own_net_sales
from referred r
left join all_customers a on a.customer_id = r.referred_by
left join brought o on o.customer_id = r.referred_by
cross join margin_base m
