-- grain: one row per customer, rebate scale of the customer's type and period
with lengths as (
  values ('month', 1), ('quarter', 3), ('year', 12)
),

calendar as (
  select
    k.period,
    k.months,
    m.month,
    m.is_complete,
    case k.period
      when 'month' then m.month
      when 'quarter' then cast(date_trunc('quarter', m.month) as date)
      else cast(date_trunc('year', m.month) as date)
    end as period_starts_on
  from months m
  cross join (select * from lengths) as k (period, months)
),

periods as (
  select
    period,
    period_starts_on,
    last_day_of_month(date_add('month', months - 1, period_starts_on)) as period_ends_on,
    count(case when is_complete then 1 end) = months as is_complete
  from calendar
  group by period, months, period_starts_on
),

bought as (
  select
    e.customer_id,
    e.scale,
    c.period_starts_on,
    sum(b.net_sales) as net_sales
  from rebate_customers e
  join rebate_months b on b.customer_id = e.customer_id and b.scale = e.scale
  join calendar c on c.period = e.period and c.month = b.month
  group by e.customer_id, e.scale, c.period_starts_on
),

begun as (
  select
    customer_id,
    scale,
    min(period_starts_on) as first_period_starts_on
  from bought
  group by customer_id, scale
),

dense as (
  select
    e.customer_id,
    e.scale,
    e.customer_type,
    e.category,
    e.phase,
    e.period,
    p.period_starts_on,
    p.period_ends_on,
    p.is_complete,
    coalesce(b.net_sales, 0) as net_sales
  from rebate_customers e
  join begun f on f.customer_id = e.customer_id and f.scale = e.scale
  join periods p on p.period = e.period and p.period_starts_on >= f.first_period_starts_on
  left join bought b
    on b.customer_id = e.customer_id
    and b.scale = e.scale
    and b.period_starts_on = p.period_starts_on
),

stepped as (
  select
    d.customer_id,
    d.scale,
    d.period_starts_on,
    max(case when t.net_sales_from <= d.net_sales then t.net_sales_from end) as step_from,
    min(case when t.net_sales_from > d.net_sales then t.net_sales_from end) as next_step_from
  from dense d
  join settings_rebate_steps t on t.scale = d.scale and t.customer_type = d.customer_type
  group by d.customer_id, d.scale, d.period_starts_on
),

rated as (
  select
    d.*,
    s.step_from,
    case when d.phase = 'ripe' then 0 else coalesce(r.rate, 0) end as rate,
    case when d.phase <> 'ripe' then s.next_step_from end as next_step_from,
    case when d.phase <> 'ripe' then n.rate end as next_rate
  from dense d
  join stepped s
    on s.customer_id = d.customer_id
    and s.scale = d.scale
    and s.period_starts_on = d.period_starts_on
  left join settings_rebate_steps r
    on r.scale = d.scale
    and r.customer_type = d.customer_type
    and r.net_sales_from = s.step_from
  left join settings_rebate_steps n
    on n.scale = d.scale
    and n.customer_type = d.customer_type
    and n.net_sales_from = s.next_step_from
),

exact as (
  select
    r.*,
    cast(cast(floor(cast(rate as double) * 100000000 + 0.5) as bigint) * 0.00000001 as decimal(18,8)) as exact_rate
  from rated r
)

select
  customer_id,
  scale,
  customer_type,
  category,
  phase,
  period,
  period_starts_on,
  period_ends_on,
  is_complete,
  net_sales,
  step_from,
  rate,
  -- In decimals, so that a half is a half.
  cast(
    cast(floor(cast(net_sales as decimal(38,4)) * exact_rate * 10000 + 0.5) as bigint) * 0.0001 as decimal(18,4)
  ) as rebate,
  next_step_from,
  next_step_from - net_sales as to_next_step,
  next_rate
from exact
