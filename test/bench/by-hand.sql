-- The published tables as an analyst would make them who knows this shop and DuckDB well: typed CSV straight into Parquet,
-- DuckDB's own idioms, only the dimensions that the shop has. No receipts, quarantine, overlaps, checks or releases.
-- The variable `dumps` is the pattern of the dumps; files go into the current folder.

-- table: sales
-- With the columns that this shop does not fill, and in the order of the published table.
copy (
  select
    'shop' as source,
    order_id,
    line_id,
    customer_id,
    ordered_at,
    ordered_at::date as ordered_on,
    product_id,
    product_name,
    category,
    null::varchar as department,
    channel,
    store,
    salesperson,
    quantity,
    net_sales,
    (net_sales - cost)::decimal(18, 4) as gross_margin,
    'EUR' as currency,
    net_sales as original_net_sales,
    false as is_excluded,
    filename as dump_id,
    null::varchar as campaign,
    null::decimal(18, 4) as unit_price,
    null::decimal(18, 4) as discount,
    null::decimal(18, 4) as tax,
    null::decimal(18, 4) as shipping
  from read_csv(getvariable('dumps'), header = true, filename = true, columns = {
    order_id: 'varchar', line_id: 'varchar', customer_id: 'varchar', ordered_at: 'timestamp', product_id: 'varchar',
    product_name: 'varchar', category: 'varchar', channel: 'varchar', store: 'varchar', salesperson: 'varchar',
    quantity: 'decimal(18,4)', net_sales: 'decimal(18,4)', cost: 'decimal(18,4)'
  })
  order by ordered_on, source, order_id, line_id
) to 'sales.parquet' (compression zstd);
create view sales as from 'sales.parquet';

-- table: orders
copy (
  select
    source,
    order_id,
    min(customer_id) filter (net_sales > 0) as customer_id,
    min(ordered_on) filter (net_sales > 0) as ordered_on,
    count(*) as lines,
    sum(quantity)::decimal(18, 4) as quantity,
    sum(net_sales)::decimal(18, 4) as net_sales,
    sum(gross_margin)::decimal(18, 4) as gross_margin
  from sales
  group by all
  having max(net_sales) > 0
  order by ordered_on, source, order_id
) to 'orders.parquet' (compression zstd);
create view orders as from 'orders.parquet';

-- table: purchase_days
copy (
  with days as (
    select
      customer_id,
      ordered_on as purchased_on,
      sum(net_sales)::decimal(18, 4) as net_sales,
      sum(gross_margin)::decimal(18, 4) as gross_margin
    from sales
    where customer_id is not null
    group by all
    having max(net_sales) > 0
  )
  select
    customer_id,
    purchased_on,
    row_number() over w as purchase_number,
    first(purchased_on) over w as first_purchased_on,
    lag(purchased_on) over w as previous_purchased_on,
    purchased_on - previous_purchased_on as days_since_previous,
    net_sales,
    gross_margin
  from days
  window w as (partition by customer_id order by purchased_on)
  order by purchased_on, customer_id
) to 'purchase_days.parquet' (compression zstd);
create view purchase_days as from 'purchase_days.parquet';

create table customers as
select
  customer_id,
  min(purchased_on) as first_purchased_on,
  date_trunc('month', first_purchased_on)::date as cohort_month,
  min(purchased_on) filter (purchase_number = 2) as second_purchased_on,
  count(*) as purchase_days
from purchase_days
group by all;

create table months as
select
  month::date as month,
  last_day(month) as ends_on,
  ends_on <= last_sale as is_complete,
  month < first_sale + 90 as is_left_truncated,
  last_sale
from (select min(ordered_on) as first_sale, max(ordered_on) as last_sale from sales),
  unnest(generate_series(date_trunc('month', first_sale), last_sale, interval 1 month)) as m (month);

create table cohort_sales as
select
  cohort_month,
  date_trunc('month', s.ordered_on)::date as month,
  purchase_days,
  sum(net_sales) as net_sales,
  sum(gross_margin) as gross_margin
from sales s
join customers using (customer_id)
where ordered_on >= first_purchased_on
group by all;

create table cohort_months as
with active as (
  select
    date_trunc('month', first_purchased_on)::date as cohort_month,
    date_trunc('month', purchased_on)::date as month,
    count(distinct customer_id) as active_customers
  from purchase_days
  group by all
),
second as (
  select cohort_month, date_trunc('month', second_purchased_on)::date as month, count(*) as second_purchases
  from customers
  where second_purchased_on is not null
  group by all
),
ordered as (
  select cohort_month, date_trunc('month', ordered_on)::date as month, count(*) as orders
  from orders
  join customers using (customer_id)
  where ordered_on >= first_purchased_on
  group by all
),
earned as (
  select cohort_month, month, sum(net_sales) as net_sales, sum(gross_margin) as gross_margin
  from cohort_sales
  group by all
)
select
  c.cohort_month,
  m.month,
  c.cohort_customers,
  coalesce(active_customers, 0) as active_customers,
  coalesce(second_purchases, 0) as second_purchases,
  coalesce(orders, 0) as orders,
  coalesce(net_sales, 0)::decimal(18, 4) as net_sales,
  coalesce(gross_margin, 0)::decimal(18, 4) as gross_margin
from (select cohort_month, count(*) as cohort_customers from customers group by all) c
join months m on m.month >= c.cohort_month
left join active using (cohort_month, month)
left join second using (cohort_month, month)
left join ordered using (cohort_month, month)
left join earned using (cohort_month, month);

-- table: cohort_retention
copy (
  select
    cohort_month,
    datediff('month', cohort_month, month) as months_since_first,
    m.is_complete,
    cohort_customers,
    active_customers,
    active_customers / cohort_customers as retention_exact,
    sum(second_purchases) over w as repurchased_customers,
    repurchased_customers / cohort_customers as repurchase_cumulative,
    orders,
    net_sales,
    gross_margin,
    sum(net_sales) over w / cohort_customers as ltv_net_sales,
    sum(gross_margin) over w / cohort_customers as ltv_gross_margin
  from cohort_months
  join months m using (month)
  window w as (partition by cohort_month order by month)
  order by all
) to 'cohort_retention.parquet' (compression zstd);

-- table: sales_outside_cohorts
copy (
  with outside as (
    select
      date_trunc('month', ordered_on)::date as month,
      case
        when s.customer_id is null then 'unidentified'
        when c.customer_id is null then 'no_purchase_day'
        else 'before_first_purchase'
      end as kind,
      count(distinct s.customer_id) as customers,
      count(*) as lines,
      sum(net_sales) as net_sales,
      sum(gross_margin) as gross_margin
    from sales s
    left join customers c using (customer_id)
    where c.customer_id is null or ordered_on < first_purchased_on
    group by all
  )
  select
    month,
    kind,
    is_complete,
    coalesce(customers, 0) as customers,
    coalesce(lines, 0) as lines,
    coalesce(net_sales, 0)::decimal(18, 4) as net_sales,
    coalesce(gross_margin, 0)::decimal(18, 4) as gross_margin
  from months
  cross join (select unnest(['unidentified', 'no_purchase_day', 'before_first_purchase']) as kind)
  left join outside using (month, kind)
  order by all
) to 'sales_outside_cohorts.parquet' (compression zstd);

-- table: repurchase_windows
copy (
  with counted as (
    select
      cohort_month,
      window_days,
      last_day(cohort_month) + window_days <= (select max(last_sale) from months) as is_complete,
      count(*) as cohort_customers,
      count(*) filter (second_purchased_on - first_purchased_on <= window_days) as repurchased
    from customers, unnest([30, 60, 90, 180, 365]) as w (window_days)
    group by cohort_month, window_days
  )
  select
    * exclude (repurchased),
    case when is_complete then repurchased end as repurchased_customers,
    repurchased_customers / cohort_customers as repurchase_rate
  from counted
  order by all
) to 'repurchase_windows.parquet' (compression zstd);

-- table: repeat_purchase
copy (
  with by_month as (
    select
      month,
      sum(active_customers)::bigint as customers,
      coalesce(sum(active_customers) filter (cohort_month = month), 0)::bigint as new_customers,
      sum(orders)::bigint as orders,
      sum(net_sales)::decimal(18, 4) as net_sales,
      coalesce(sum(net_sales) filter (cohort_month = month), 0)::decimal(18, 4) as net_sales_new,
      sum(gross_margin)::decimal(18, 4) as gross_margin
    from cohort_months
    group by all
  )
  select
    b.*,
    is_complete,
    customers - new_customers as returning_customers,
    returning_customers / nullif(customers, 0) as returning_customer_share,
    orders / nullif(customers, 0) as orders_per_customer,
    net_sales - net_sales_new as net_sales_returning
  from by_month b
  join months using (month)
  order by month
) to 'repeat_purchase.parquet' (compression zstd);

-- table: purchase_frequency
copy (
  with counted as (select purchase_days, count(*) as customers from customers group by all),
  earned as (select purchase_days, sum(net_sales) as net_sales from cohort_sales group by all)
  select
    n as purchase_days,
    coalesce(customers, 0) as customers,
    coalesce(customers, 0) / sum(customers) over () as customer_share,
    sum(customers) over (order by n desc)::bigint as customers_at_least,
    coalesce(net_sales, 0)::decimal(18, 4) as net_sales,
    sum(customers) filter (n >= 2) over () / sum(customers) over () as repeat_purchase_rate
  from (select max(purchase_days) as most from counted), unnest(generate_series(1, most)) as s (n)
  left join counted c on c.purchase_days = n
  left join earned e on e.purchase_days = n
  order by n
) to 'purchase_frequency.parquet' (compression zstd);

-- table: purchase_intervals
copy (
  select
    days_since_previous as days,
    count(*) as gaps,
    sum(count(*)) over (order by days)::bigint as cumulative_gaps,
    cumulative_gaps / sum(count(*)) over () as cumulative_share,
    (select median(days_since_previous) from purchase_days) as median_days
  from purchase_days
  where days_since_previous is not null
  group by days
  order by days
) to 'purchase_intervals.parquet' (compression zstd);

-- table: time_to_second_purchase
copy (
  with watched as (
    select
      coalesce(second_purchased_on, (select max(last_sale) from months)) - first_purchased_on as days,
      count(second_purchased_on) as repurchased,
      count(*) - repurchased as censored
    from customers
    group by all
  ),
  risks as (
    select
      d as days,
      coalesce(repurchased, 0) as repurchased,
      coalesce(censored, 0) as censored,
      sum(coalesce(repurchased + censored, 0)) over (order by d desc)::bigint as at_risk
    from (select max(days) as longest from watched), unnest(generate_series(0, longest)) as s (d)
    left join watched w on w.days = d
  )
  select
    days,
    at_risk,
    repurchased,
    censored,
    product(1 - repurchased / at_risk) over (order by days) as survival,
    1 - survival as share_repurchased
  from risks
  order by days
) to 'time_to_second_purchase.parquet' (compression zstd);

-- The tier window is the last twelve complete months; `earlier` moves it back by so many.
create table windows as
select
  earlier,
  last_day(last_complete - to_months(earlier)) as ends_on,
  (date_trunc('month', ends_on) - interval 11 month)::date as starts_on
from (select max(ends_on) as last_complete from months where is_complete), unnest([0, 1, 12]) as w (earlier);

create table customer_window as
with known as (
  select customer_id, min(ordered_on) as known_from
  from sales
  where customer_id is not null
  group by all
),
sold as (
  select customer_id, earlier, sum(net_sales) as net_sales, sum(gross_margin) as gross_margin
  from sales
  join windows on ordered_on between starts_on and ends_on
  where customer_id is not null
  group by all
)
select
  customer_id,
  earlier,
  coalesce(net_sales, 0)::decimal(18, 4) as net_sales,
  coalesce(gross_margin, 0)::decimal(18, 4) as gross_margin
from known
join windows on earlier = 0 or known_from <= ends_on
left join sold using (customer_id, earlier);

create macro tier_of(amount, amount_before, total) as
  case
    when amount <= 0 then 'inactive'
    when amount_before < total * 0.8 then 'A'
    when amount_before < total * 0.95 then 'B'
    else 'C'
  end;

create table customer_standing as
select
  *,
  rank() over sold as net_sales_rank,
  greatest(net_sales, 0) as sold_amount,
  greatest(gross_margin, 0) as margin_amount,
  sum(sold_amount) over sold - sold_amount * count(*) over (partition by earlier, sold_amount) as sold_before,
  sum(sold_amount) over (partition by earlier) as sold_total,
  sum(margin_amount) over margin - margin_amount * count(*) over (partition by earlier, margin_amount) as margin_before,
  sum(margin_amount) over (partition by earlier) as margin_total,
  tier_of(net_sales, sold_before, sold_total) as tier,
  tier_of(gross_margin, margin_before, margin_total) as gross_margin_tier
from customer_window
window
  sold as (partition by earlier order by greatest(net_sales, 0) desc),
  margin as (partition by earlier order by greatest(gross_margin, 0) desc);

-- table: customer_tiers
copy (
  select
    customer_id,
    tier,
    coalesce(orders, 0) as orders,
    net_sales,
    gross_margin,
    case when net_sales > 0 then net_sales_rank end as net_sales_rank,
    case when net_sales > 0 then net_sales / sold_total end as net_sales_share,
    case when net_sales > 0 then sold_before / sold_total end as net_sales_share_before,
    gross_margin_tier
  from customer_standing
  left join (
    select customer_id, count(*) as orders
    from orders
    join windows on earlier = 0 and ordered_on between starts_on and ends_on
    group by all
  ) using (customer_id)
  where earlier = 0
  order by customer_id
) to 'customer_tiers.parquet' (compression zstd);

-- table: tier_migration
copy (
  with moves as (
    select
      e.earlier,
      coalesce(b.tier, 'new') as from_tier,
      n.tier as to_tier,
      count(*) as customers,
      sum(coalesce(b.net_sales, 0)) as net_sales_before,
      sum(n.net_sales) as net_sales_now
    from (from customer_standing where earlier = 0) n
    cross join (select unnest([1, 12]) as earlier) e
    left join customer_standing b on b.customer_id = n.customer_id and b.earlier = e.earlier
    group by e.earlier, from_tier, to_tier
  )
  select
    case earlier when 1 then 'month' else 'year' end as compared_with,
    from_tier,
    to_tier,
    coalesce(customers, 0) as customers,
    coalesce(net_sales_before, 0)::decimal(18, 4) as net_sales_before,
    coalesce(net_sales_now, 0)::decimal(18, 4) as net_sales_now
  from (select unnest([1, 12]) as earlier)
  cross join (select unnest(['A', 'B', 'C', 'inactive', 'new']) as from_tier)
  cross join (select unnest(['A', 'B', 'C', 'inactive']) as to_tier)
  left join moves using (earlier, from_tier, to_tier)
  order by all
) to 'tier_migration.parquet' (compression zstd);

-- table: product_tiers
copy (
  with sold as (
    select
      product_id,
      arg_max(product_name, ordered_at) as product_name,
      arg_max(category, ordered_at) as category,
      coalesce(sum(quantity) filter (in_window), 0)::decimal(18, 4) as quantity,
      coalesce(sum(net_sales) filter (in_window), 0)::decimal(18, 4) as net_sales,
      coalesce(sum(gross_margin) filter (in_window), 0)::decimal(18, 4) as gross_margin
    from (select *, ordered_on between starts_on and ends_on as in_window from sales join windows on earlier = 0)
    group by all
  )
  select
    *,
    case when net_sales > 0 then rank() over (order by net_sales desc) end as net_sales_rank,
    greatest(net_sales, 0) as amount,
    sum(amount) over (order by net_sales desc) - amount * count(*) over (partition by net_sales) as net_sales_before,
    tier_of(net_sales, net_sales_before, sum(amount) over ()) as tier
  from sold
  order by product_id
) to 'product_tiers.parquet' (compression zstd);

-- table: revenue_concentration
copy (
  with amounts as (
    unpivot (select customer_id, net_sales, gross_margin from customer_standing where earlier = 0)
    on net_sales, gross_margin into name measure value amount
  ),
  ranked as (
    select
      measure,
      amount,
      row_number() over w as place,
      sum(amount) over w as amount_to_here,
      count(*) over (partition by measure) as customers_total,
      sum(amount) over (partition by measure) as amount_total
    from amounts
    where amount > 0
    window w as (partition by measure order by amount desc, customer_id rows unbounded preceding)
  ),
  totals as (
    select
      measure,
      (any_value(customers_total) + 1 - 2 * sum(amount::double * place) / any_value(amount_total)) / any_value(customers_total) as gini,
      count(*) filter ((amount_to_here - amount) * 5 < amount_total * 4) as customers_for_80_percent
    from ranked
    group by all
  )
  select
    measure,
    p as customer_percentile,
    place as customers,
    amount_to_here as amount,
    amount_to_here / amount_total as amount_share,
    customers_total,
    amount_total,
    gini,
    customers_for_80_percent
  from ranked
  join totals using (measure)
  join (select unnest(generate_series(1, 100)) as p) on place = (customers_total * p + 99) // 100
  order by measure, p
) to 'revenue_concentration.parquet' (compression zstd);

create table day_values as
select
  ordered_on,
  coalesce(channel, store, category, salesperson, 'all') as dimension_value,
  case
    when channel is not null then 'channel'
    when store is not null then 'store'
    when category is not null then 'category'
    when salesperson is not null then 'salesperson'
    else 'all'
  end as dimension,
  count(*) as lines,
  sum(net_sales) as net_sales,
  sum(gross_margin) as gross_margin
from (select * replace (coalesce(store, '(none)') as store) from sales)
group by grouping sets (
  (ordered_on), (ordered_on, channel), (ordered_on, store), (ordered_on, category), (ordered_on, salesperson)
);

create table day_orders as
with firsts as (
  select
    min(ordered_on) as ordered_on,
    coalesce(channel, store, category, salesperson, 'all') as dimension_value,
    case
      when channel is not null then 'channel'
      when store is not null then 'store'
      when category is not null then 'category'
      when salesperson is not null then 'salesperson'
      else 'all'
    end as dimension
  from (select * replace (coalesce(store, '(none)') as store) from sales where net_sales > 0)
  group by grouping sets (
    (order_id), (order_id, channel), (order_id, store), (order_id, category), (order_id, salesperson)
  )
)
select ordered_on, dimension, dimension_value, count(*) as orders
from firsts
group by all;

-- Whoever buys for the first time in a period counts on that day, so that days add up to the customers of the period.
create table day_customers as
with buyers as (
  select
    ordered_on,
    customer_id,
    coalesce(channel, store, category, salesperson, 'all') as dimension_value,
    case
      when channel is not null then 'channel'
      when store is not null then 'store'
      when category is not null then 'category'
      when salesperson is not null then 'salesperson'
      else 'all'
    end as dimension
  from (
    select * replace (coalesce(store, '(none)') as store)
    from sales
    where net_sales > 0 and customer_id is not null
  )
  group by grouping sets (
    (customer_id, ordered_on), (customer_id, ordered_on, channel), (customer_id, ordered_on, store),
    (customer_id, ordered_on, category), (customer_id, ordered_on, salesperson)
  )
),
visits as (
  select
    *,
    lag(ordered_on) over (partition by customer_id, dimension, dimension_value order by ordered_on) as previous
  from buyers
)
select
  ordered_on,
  dimension,
  dimension_value,
  count(*) as on_day,
  count(*) filter (coalesce(previous < date_trunc('month', ordered_on), true)) as new_in_month,
  count(*) filter (coalesce(previous < date_trunc('quarter', ordered_on), true)) as new_in_quarter,
  count(*) filter (coalesce(previous < date_trunc('year', ordered_on), true)) as new_in_year
from visits
group by all;

-- table: sales_by_period
copy (
  with periods as (
    select
      grain,
      case grain when 'day' then ordered_on else date_trunc(grain, ordered_on) end::date as period_starts_on,
      dimension,
      dimension_value,
      sum(lines)::bigint as lines,
      coalesce(sum(orders), 0)::bigint as orders,
      coalesce(sum(case grain
        when 'day' then on_day when 'month' then new_in_month when 'quarter' then new_in_quarter else new_in_year
      end), 0)::bigint as customers,
      sum(net_sales)::decimal(18, 4) as net_sales,
      sum(gross_margin)::decimal(18, 4) as gross_margin
    from day_values
    left join day_orders using (ordered_on, dimension, dimension_value)
    left join day_customers using (ordered_on, dimension, dimension_value)
    cross join (select unnest(['day', 'month', 'quarter', 'year']) as grain)
    group by all
  )
  select
    p.*,
    b.net_sales as net_sales_previous_period,
    y.net_sales as net_sales_year_before
  from periods p
  left join periods b
    on (b.grain, b.dimension, b.dimension_value) = (p.grain, p.dimension, p.dimension_value)
    and b.period_starts_on = (p.period_starts_on - case p.grain
      when 'day' then interval 1 day when 'month' then interval 1 month when 'quarter' then interval 3 month
      else interval 1 year end)::date
  left join periods y
    on (y.grain, y.dimension, y.dimension_value) = (p.grain, p.dimension, p.dimension_value)
    and y.period_starts_on = (p.period_starts_on - interval 1 year)::date
  order by grain, p.period_starts_on, p.dimension, p.dimension_value
) to 'sales_by_period.parquet' (compression zstd);
