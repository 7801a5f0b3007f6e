-- grain: one row per campaign whose recipients can be compared with others: (campaign_id)
with pairs as (
  select
    r.campaign_id,
    o.compared_group as compared_with,
    r.customers,
    o.customers as compared_customers,
    cast(r.net_sales_change as double) / r.customers as recipients_change,
    cast(o.net_sales_change as double) / o.customers as compared_change,
    cast(r.gross_margin_change as double) / r.customers
      - cast(o.gross_margin_change as double) / o.customers as gross_margin_uplift,
    -- The variance of each group is the sum of squares about its mean ÷ (customers − 1).
    (r.net_sales_change_squared - power(cast(r.net_sales_change as double), 2) / r.customers)
      / nullif(cast(r.customers - 1 as double), 0) as variance,
    (o.net_sales_change_squared - power(cast(o.net_sales_change as double), 2) / o.customers)
      / nullif(cast(o.customers - 1 as double), 0) as compared_variance
  from campaign_comparisons r
  join campaign_comparisons o on o.campaign_id = r.campaign_id and o.compared_group <> 'recipient'
  where r.compared_group = 'recipient'
),

-- Where all changes are equal, what is left of rounding may lie below 0.
spread as (
  select
    p.*,
    case when variance > 0 then variance / cast(customers as double) else 0 end
      + case
        when compared_variance > 0 then compared_variance / cast(compared_customers as double)
        else 0
      end as squared_error
  from pairs p
  where customers >= 2
    and compared_customers >= 2
)

select
  campaign_id,
  compared_with,
  customers as compared_recipients,
  compared_customers,
  recipients_change,
  compared_change,
  recipients_change - compared_change as uplift_per_recipient,
  sqrt(squared_error) as standard_error,
  cast(
    cast(floor(cast(recipients_change - compared_change as double) * customers * 10000 + 0.5) as bigint) * 0.0001
    as decimal(18,4)
  ) as uplift_net_sales,
  cast(
    cast(floor(gross_margin_uplift * customers * 10000 + 0.5) as bigint) * 0.0001 as decimal(18,4)
  ) as uplift_gross_margin
from spread
