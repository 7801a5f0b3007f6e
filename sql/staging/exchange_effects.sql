-- grain: one row per bridge window and customer with a line in another currency: (window_name, window_starts_on, customer_id)
with amounts as (
  select
    b.window_name,
    b.window_starts_on,
    m.customer_id,
    m.currency,
    sum(case when b.is_before then m.turnover else 0 end) as turnover_before,
    sum(case when b.is_before then m.original_turnover else 0 end) as original_turnover_before,
    sum(case when b.is_before then 0 else m.net_sales end) as net_sales,
    sum(case when b.is_before then 0 else m.original_net_sales end) as original_net_sales
  from exchange_months m
  join bridge_months b on b.month = m.month
  group by b.window_name, b.window_starts_on, m.customer_id, m.currency
),

everybody as (
  select
    window_name,
    window_starts_on,
    currency,
    sum(turnover_before) as turnover_before,
    sum(original_turnover_before) as original_turnover_before
  from amounts
  group by window_name, window_starts_on, currency
),

-- The customer's own average rate of the window before, else everybody's: who buys the same again has not changed.
rated as (
  select
    a.*,
    case
      when a.original_turnover_before > 0
        then cast(a.turnover_before as double) / cast(a.original_turnover_before as double)
      else cast(e.turnover_before as double) / nullif(cast(e.original_turnover_before as double), 0)
    end as rate_before
  from amounts a
  join everybody e
    on e.window_name = a.window_name
    and e.window_starts_on = a.window_starts_on
    and e.currency = a.currency
),

-- A currency that nobody used in the window before has no such rate, and no effect.
restated as (
  select
    window_name,
    window_starts_on,
    customer_id,
    net_sales,
    coalesce(
      cast(
        cast(floor(cast(original_net_sales as double) * rate_before * 10000 + 0.5) as bigint) * 0.0001 as decimal(18,4)
      ),
      net_sales
    ) as net_sales_at_rates_before
  from rated
)

select
  window_name,
  window_starts_on,
  customer_id,
  sum(net_sales - net_sales_at_rates_before) as exchange_effect
from restated
group by window_name, window_starts_on, customer_id
