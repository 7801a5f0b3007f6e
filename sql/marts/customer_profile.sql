-- grain: one row per profiled attribute and value
with counted as (
  select
    v.attribute,
    v.value,
    count(*) as customers,
    count(*) < s.profile_min_customers as is_small,
    s.profile_min_customers
  from customer_attributes v
  cross join settings s
  where v.value is not null
  group by v.attribute, v.value, s.profile_min_customers
),

placed as (
  select
    c.*,
    row_number() over (partition by attribute, is_small order by customers, value) as place,
    sum(customers) over (partition by attribute) as customers_with_a_value,
    sum(case when is_small then customers else 0 end) over (partition by attribute) as customers_of_small
  from counted c
),

-- A value that few have would point at them. Where all such values together are few as well, the smallest of the others joins them.
shown as (
  select
    attribute,
    value,
    is_small or (place = 1 and customers_of_small between 1 and profile_min_customers - 1) as is_put_together
  from placed
),

-- Of an attribute that has few in all, even the remainder would point at them.
too_few as (
  select distinct attribute
  from placed
  where customers_with_a_value < profile_min_customers
),

asked as (
  select a.attribute
  from settings_attributes a
  cross join measured_feeds m
  left join too_few f on f.attribute = a.attribute
  where a.is_profiled
    and a.is_mapped
    and m.has_customers
    and f.attribute is null
),

valued as (
  select
    v.customer_id,
    v.attribute,
    case when s.is_put_together then 'other' else v.value end as value,
    s.is_put_together
  from customer_attributes v
  join shown s on s.attribute = v.attribute and s.value = v.value
),

grouped as (
  select
    a.attribute,
    v.value,
    coalesce(v.is_put_together, false) as is_put_together,
    count(*) as customers,
    count(case when t.is_registered then 1 end) as registered,
    count(case when t.has_bought then 1 end) as buyers,
    count(case when t.is_active then 1 end) as active_customers,
    count(case when t.has_bought_year_before then 1 end) as buyers_year_before,
    count(case when t.has_bought_year_before and t.has_bought_in_window then 1 end) as retained_customers,
    sum(t.net_sales_to_date) as net_sales_to_date,
    sum(t.net_sales) as net_sales,
    sum(t.gross_margin) as gross_margin,
    sum(t.costed_net_sales) as costed_net_sales,
    count(l.lifetime_value) as forecast_customers,
    sum(l.lifetime_value) as lifetime_value
  from asked a
  cross join customer_totals t
  left join valued v on v.customer_id = t.customer_id and v.attribute = a.attribute
  left join customer_lifetime_value l on l.customer_id = t.customer_id
  group by a.attribute, v.value, coalesce(v.is_put_together, false)
)

select
  g.attribute,
  g.value,
  g.is_put_together,
  w.window_starts_on,
  w.window_ends_on,
  w.is_complete,
  g.customers,
  g.registered,
  g.buyers,
  cast(g.buyers as double) / cast(g.customers as double) as buyer_share,
  g.active_customers,
  cast(g.active_customers as double) / cast(nullif(g.buyers, 0) as double) as active_share,
  g.buyers_year_before,
  g.retained_customers,
  cast(g.retained_customers as double) / cast(nullif(g.buyers_year_before, 0) as double) as retention_share,
  g.net_sales_to_date,
  g.net_sales,
  case when b.has_margin then coalesce(g.gross_margin, 0) end as gross_margin,
  case
    when b.has_margin then cast(g.costed_net_sales as double) / cast(nullif(g.net_sales, 0) as double)
  end as cost_coverage,
  g.forecast_customers,
  g.lifetime_value,
  cast(
    cast(
      floor(cast(g.lifetime_value as double) / cast(nullif(g.forecast_customers, 0) as double) * 10000 + 0.5) as bigint
    ) * 0.0001 as decimal(18,4)
  ) as lifetime_value_mean
from grouped g
cross join margin_base b
cross join tier_windows w
where w.compared_with = 'now'
