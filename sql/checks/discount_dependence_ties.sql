-- check: every customer with a tier is in discount_dependence with the same money, no part is more than the whole, and the tiers add up to it
with by_customer as (
  select
    count(*) as customers,
    coalesce(sum(net_sales), 0) as net_sales,
    coalesce(sum(discounted_net_sales), 0) as discounted_net_sales,
    coalesce(sum(discount), 0) as discount,
    coalesce(sum(between_campaigns_net_sales), 0) as between_campaigns_net_sales,
    count(
      case
        when discounted_net_sales > measured_net_sales
          or measured_net_sales > sold_net_sales
          or net_sales > sold_net_sales
          or between_campaigns_net_sales > sold_net_sales
          or discount < 0
          or first_discounted_net_sales > first_measured_net_sales
          then 1
      end
    ) as rows_beyond
  from discount_dependence
),

by_tier as (
  select
    coalesce(sum(customers), 0) as customers,
    coalesce(sum(net_sales), 0) as net_sales,
    coalesce(sum(discounted_net_sales), 0) as discounted_net_sales,
    coalesce(sum(discount), 0) as discount,
    coalesce(sum(between_campaigns_net_sales), 0) as between_campaigns_net_sales
  from discount_dependence_by_tier
),

sold as (
  select
    count(distinct l.customer_id) as customers,
    coalesce(sum(case when l.ordered_on between w.window_starts_on and w.window_ends_on then l.net_sales end), 0)
      as net_sales,
    coalesce(
      sum(
        case
          when l.ordered_on between w.window_starts_on and w.window_ends_on and l.net_sales > 0 and l.discount > 0
            then l.net_sales
        end
      ),
      0
    ) as discounted_net_sales
  from sales l
  cross join tier_windows w
  where not l.is_excluded
    and l.customer_id is not null
    and w.compared_with = 'now'
)

select
  s.customers,
  c.customers as customers_in_dependence,
  t.customers as customers_in_tiers,
  s.net_sales,
  c.net_sales as net_sales_in_dependence,
  t.net_sales as net_sales_in_tiers,
  s.discounted_net_sales,
  c.discounted_net_sales as discounted_in_dependence,
  t.discounted_net_sales as discounted_in_tiers,
  c.rows_beyond
from by_customer c
cross join by_tier t
cross join sold s
where c.customers <> s.customers
  or t.customers <> s.customers
  or c.net_sales <> s.net_sales
  or t.net_sales <> s.net_sales
  or c.discounted_net_sales <> s.discounted_net_sales
  or t.discounted_net_sales <> s.discounted_net_sales
  or c.discount <> t.discount
  or c.between_campaigns_net_sales <> t.between_campaigns_net_sales
  or c.rows_beyond > 0
