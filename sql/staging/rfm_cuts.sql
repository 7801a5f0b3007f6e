-- grain: one row per cut between fifths of customers: 1 to 4
with measures as (
  -- Nearer is better.
  select
    'recency' as measure,
    cast(-days_since_last as decimal(18,4)) as amount
  from customer_years
  union all
  select
    'frequency' as measure,
    cast(purchase_days_12_months as decimal(18,4)) as amount
  from customer_years
  union all
  select
    'monetary' as measure,
    net_sales_12_months as amount
  from customer_years
),

amounts as (
  select
    measure,
    amount,
    count(*) as heads
  from measures
  group by measure, amount
),

stacked as (
  select
    a.*,
    sum(heads) over (
      partition by measure
      order by amount
      rows between unbounded preceding and current row
    ) as heads_to_here,
    sum(heads) over (partition by measure) as heads_total
  from amounts a
),

-- The cut k lies (n − 1) × k ÷ 5 places behind the first. Where that is between two places, it is above the lower
-- value and below the upper one, so that the same customers are strictly above the cut and above the lower value.
cuts as (
  select
    s.measure,
    f.fifth,
    min(case when (s.heads_total - 1) * f.fifth < s.heads_to_here * 5 then s.amount end) as amount
  from stacked s
  cross join unnest(sequence(1, 4)) as f (fifth)
  group by s.measure, f.fifth
)

select
  fifth,
  max(case when measure = 'recency' then -amount end) as days_since_last,
  max(case when measure = 'frequency' then amount end) as purchase_days_12_months,
  max(case when measure = 'monetary' then amount end) as net_sales_12_months
from cuts
group by fifth
