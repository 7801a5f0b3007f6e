-- grain: one row per customer or partner who refers, store and month in which something happened
with shopped as (
  select
    p.*,
    cast(date_trunc('month', ordered_on) as date) as month
  from referred_purchases p
),

first_stores as (
  select
    customer_id,
    store,
    row_number() over (
      partition by customer_id
      order by ordered_on, source, order_id, coalesce(store, '')
    ) as place
  from shopped
  where largest_line > 0
),

-- A customer counts as referred where the first purchase was.
referred as (
  select
    r.referred_by,
    f.store,
    cast(date_trunc('month', r.referred_on) as date) as month,
    count(*) as referred
  from referred_customers r
  left join first_stores f on f.customer_id = r.customer_id and f.place = 1
  group by r.referred_by, f.store, cast(date_trunc('month', r.referred_on) as date)
),

bought as (
  select
    referred_by,
    store,
    month,
    count(distinct case when largest_line > 0 then customer_id end) as bought,
    sum(net_sales) as net_sales,
    sum(gross_margin) as gross_margin,
    sum(costed_net_sales) as costed_net_sales
  from shopped
  group by referred_by, store, month
),

ordered as (
  select
    referred_by,
    store,
    min(month) as month
  from shopped
  where largest_line > 0
  group by referred_by, store, source, order_id
),

happened as (
  select
    referred_by,
    store,
    month,
    referred,
    0 as bought,
    0 as orders,
    0 as net_sales,
    0 as gross_margin,
    0 as costed_net_sales
  from referred
  union all
  select
    referred_by,
    store,
    month,
    0 as referred,
    bought,
    0 as orders,
    net_sales,
    coalesce(gross_margin, 0) as gross_margin,
    costed_net_sales
  from bought
  union all
  select
    referred_by,
    store,
    month,
    0 as referred,
    0 as bought,
    1 as orders,
    0 as net_sales,
    0 as gross_margin,
    0 as costed_net_sales
  from ordered
),

added as (
  select
    referred_by,
    store,
    month,
    sum(referred) as referred,
    sum(bought) as bought,
    sum(orders) as orders,
    sum(net_sales) as net_sales,
    sum(gross_margin) as gross_margin,
    sum(costed_net_sales) as costed_net_sales
  from happened
  group by referred_by, store, month
)

select
  a.referred_by,
  a.store,
  a.month,
  coalesce(m.is_complete, false) as is_complete,
  a.referred,
  a.bought,
  a.orders,
  a.net_sales,
  case when b.has_margin then a.gross_margin end as gross_margin,
  case
    when b.has_margin then cast(a.costed_net_sales as double) / nullif(cast(a.net_sales as double), 0)
  end as cost_coverage
from added a
left join months m on m.month = a.month
cross join margin_base b
