-- grain: one row per product whose first sale is known
with first_days as (
  select
    product_id,
    min(ordered_on) as first_ordered_on,
    min(case when not is_excluded and net_sales > 0 then ordered_on end) as launched_on
  from sales
  group by product_id
),

dated as (
  select
    product_id,
    launched_on,
    min(first_ordered_on) over () as data_starts_on
  from first_days
)

-- What was sold in the first days of the data may have been sold long before.
select
  d.product_id,
  d.launched_on,
  date_add('day', s.loyalty_new_product_days, d.launched_on) as new_until
from dated d
cross join settings s
where d.product_id is not null
  and d.launched_on >= date_add('day', s.loyalty_new_product_days, d.data_starts_on)
