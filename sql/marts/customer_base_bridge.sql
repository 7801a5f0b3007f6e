-- grain: one row per window and class: (window_name, window_starts_on, class)
with compared as (
  select
    w.window_name,
    w.window_starts_on,
    c.customer_id,
    sum(case when w.is_before then c.net_sales else 0 end) as net_sales_before,
    sum(case when w.is_before then 0 else c.net_sales end) as net_sales,
    bool_or(w.is_before and c.has_bought) as has_bought_before,
    bool_or(c.has_bought and not w.is_before) as has_bought
  from customer_months c
  join bridge_months w on w.month = c.month
  group by w.window_name, w.window_starts_on, c.customer_id
),

-- From here on the money of the window is at the rates of the window before.
restated as (
  select
    c.window_name,
    c.window_starts_on,
    c.customer_id,
    c.net_sales_before,
    c.net_sales - coalesce(x.exchange_effect, 0) as net_sales,
    c.has_bought_before,
    c.has_bought
  from compared c
  left join exchange_effects x
    on x.window_name = c.window_name
    and x.window_starts_on = c.window_starts_on
    and x.customer_id = c.customer_id
),

classed as (
  select
    c.*,
    case
      when c.has_bought_before and c.has_bought then case
        when c.net_sales > c.net_sales_before then 'retained_expansion'
        when c.net_sales < c.net_sales_before then 'retained_contraction'
        else 'retained_unchanged'
      end
      when c.has_bought_before then 'lapsed'
      when not c.has_bought then 'no_purchase'
      when k.first_purchased_on >= c.window_starts_on then 'new'
      else 'reactivated'
    end as class
  from restated c
  left join customers k on k.customer_id = c.customer_id
),

counted as (
  select
    window_name,
    window_starts_on,
    class,
    count(*) as customers,
    sum(net_sales_before) as net_sales_before,
    sum(net_sales) as net_sales,
    sum(case when has_bought_before and net_sales_before > 0 then net_sales_before else 0 end)
      as net_sales_to_keep,
    sum(
      case
        when not has_bought_before or net_sales_before <= 0 or net_sales <= 0 then 0
        when net_sales < net_sales_before then net_sales
        else net_sales_before
      end
    ) as net_sales_kept
  from classed
  group by window_name, window_starts_on, class

  union all

  select
    w.window_name,
    w.window_starts_on,
    'unidentified' as class,
    0 as customers,
    sum(case when w.is_before then o.net_sales else 0 end) as net_sales_before,
    sum(case when w.is_before then 0 else o.net_sales end) as net_sales,
    0 as net_sales_to_keep,
    0 as net_sales_kept
  from sales_outside_cohorts o
  join bridge_months w on w.month = o.month
  where o.kind = 'unidentified'
  group by w.window_name, w.window_starts_on

  union all

  -- What exchange rates did is taken off lines without a customer, too, and stands in a row of its own.
  select
    x.window_name,
    x.window_starts_on,
    k.class,
    0 as customers,
    0 as net_sales_before,
    sum(
      case
        when k.class = 'exchange' then x.exchange_effect
        when x.customer_id is null then -x.exchange_effect
        else 0
      end
    ) as net_sales,
    0 as net_sales_to_keep,
    0 as net_sales_kept
  from exchange_effects x
  cross join (values ('unidentified'), ('exchange')) as k (class)
  group by x.window_name, x.window_starts_on, k.class
),

summed as (
  select
    window_name,
    window_starts_on,
    class,
    sum(customers) as customers,
    sum(net_sales_before) as net_sales_before,
    sum(net_sales) as net_sales,
    sum(net_sales_to_keep) as net_sales_to_keep,
    sum(net_sales_kept) as net_sales_kept
  from counted
  group by window_name, window_starts_on, class
),

classes as (
  values
    ('new', false),
    ('retained_expansion', true),
    ('retained_contraction', true),
    ('retained_unchanged', true),
    ('reactivated', false),
    ('lapsed', true),
    ('no_purchase', false),
    ('unidentified', false),
    ('exchange', false)
),

dense as (
  select
    w.*,
    k.class,
    k.class in ('new', 'reactivated') or (k.has_bought_before and k.class <> 'lapsed') as has_bought,
    k.has_bought_before,
    coalesce(c.customers, 0) as customers,
    coalesce(c.net_sales_before, 0) as net_sales_before,
    coalesce(c.net_sales, 0) as net_sales,
    coalesce(c.net_sales_to_keep, 0) as net_sales_to_keep,
    coalesce(c.net_sales_kept, 0) as net_sales_kept
  from bridge_windows w
  cross join (select * from classes) as k (class, has_bought_before)
  left join summed c
    on c.window_name = w.window_name
    and c.window_starts_on = w.window_starts_on
    and c.class = k.class
),

totals as (
  select
    window_name,
    window_starts_on,
    sum(case when has_bought_before then customers else 0 end) as opening_customers,
    sum(case when has_bought then customers else 0 end) as closing_customers,
    sum(case when class = 'lapsed' then customers else 0 end) as lapsed_customers,
    sum(case when has_bought_before then net_sales_before else 0 end) as buyers_net_sales_before,
    sum(case when has_bought_before then net_sales else 0 end) as buyers_net_sales,
    sum(net_sales_to_keep) as to_keep,
    sum(net_sales_kept) as kept
  from dense
  group by window_name, window_starts_on
)

select
  d.window_name,
  d.window_starts_on,
  d.window_ends_on,
  d.window_before_starts_on,
  date_add('day', -1, d.window_starts_on) as window_before_ends_on,
  d.is_complete,
  d.is_left_truncated,
  d.class,
  d.customers,
  d.net_sales_before,
  d.net_sales,
  d.net_sales - d.net_sales_before as net_sales_change,
  d.net_sales_to_keep,
  d.net_sales_kept,
  t.opening_customers,
  t.closing_customers,
  cast(t.lapsed_customers as double) / nullif(t.opening_customers, 0) as customer_turnover_rate,
  case
    when d.window_name = 'trailing_12_months' and t.buyers_net_sales_before > 0
      then cast(t.buyers_net_sales as double) / cast(t.buyers_net_sales_before as double)
  end as nrr,
  case
    when d.window_name = 'trailing_12_months'
      then cast(t.kept as double) / nullif(cast(t.to_keep as double), 0)
  end as grr
from dense d
join totals t on t.window_name = d.window_name and t.window_starts_on = d.window_starts_on
