-- grain: one row per known customer with a line up to the as-of date
with base as (
  select
    bool_or(o.has_discounts) as has_discounts,
    bool_or(o.has_campaigns or m.has_campaigns) as has_campaigns
  from discount_sources o
  cross join measured_feeds m
),

counted as (
  select
    t.customer_id,
    t.tier,
    t.window_starts_on,
    t.window_ends_on,
    t.is_complete,
    t.net_sales,
    coalesce(d.sold_net_sales, 0) as sold_net_sales,
    case when b.has_discounts then coalesce(d.measured_net_sales, 0) end as measured_net_sales,
    case when b.has_discounts then coalesce(d.discounted_net_sales, 0) end as discounted_net_sales,
    case when b.has_discounts then coalesce(d.discount, 0) end as discount,
    case when b.has_campaigns then coalesce(d.between_campaigns_net_sales, 0) end as between_campaigns_net_sales,
    c.first_purchased_on,
    case when b.has_discounts and c.customer_id is not null then coalesce(d.first_measured_net_sales, 0) end
      as first_measured_net_sales,
    case when b.has_discounts and c.customer_id is not null then coalesce(d.first_discounted_net_sales, 0) end
      as first_discounted_net_sales,
    cast(s.discount_dependent_share as decimal(38,4)) as dependent_share
  from customer_tiers t
  left join customers c on c.customer_id = t.customer_id
  left join customer_discounts d on d.customer_id = t.customer_id
  cross join base b
  cross join settings s
)

select
  customer_id,
  tier,
  window_starts_on,
  window_ends_on,
  is_complete,
  net_sales,
  sold_net_sales,
  measured_net_sales,
  discounted_net_sales,
  cast(discounted_net_sales as double) / cast(nullif(measured_net_sales, 0) as double) as discounted_share,
  discount,
  measured_net_sales + discount as list_price,
  cast(discount as double) / cast(nullif(measured_net_sales + discount, 0) as double) as mean_discount_rate,
  case when measured_net_sales > 0 then discounted_net_sales >= dependent_share * measured_net_sales end
    as is_dependent,
  between_campaigns_net_sales,
  cast(between_campaigns_net_sales as double) / cast(nullif(sold_net_sales, 0) as double)
    as between_campaigns_share,
  first_purchased_on,
  first_measured_net_sales,
  first_discounted_net_sales,
  cast(first_discounted_net_sales as double) / cast(nullif(first_measured_net_sales, 0) as double)
    as first_discounted_share,
  case
    when first_measured_net_sales > 0
      then first_discounted_net_sales >= dependent_share * first_measured_net_sales
  end as is_won_at_discount
from counted
