-- grain: one row per campaign and customer on its list or with lines booked under it
with measured as (
  select
    count(*) > 0 as has_bookings,
    count(discount) > 0 as has_discount
  from campaign_bookings
),

members as (
  select campaign_id, customer_id from campaign_recipients
  union
  select campaign_id, customer_id from campaign_bookings where customer_id is not null
),

grouped as (
  select
    m.campaign_id,
    m.customer_id,
    case
      when r.is_control then 'control'
      when r.customer_id is not null then 'recipient'
      else 'other'
    end as customer_group,
    -- The campaign was spent on those on its list; without a list, on those who bought by it.
    case when d.recipients > 0 then not coalesce(r.is_control, true) else r.customer_id is null end as is_bearer,
    -- In units of the last decimal, so that the parts add up.
    cast(cast(c.budget as decimal(38,4)) * 10000 as bigint) as budget_units,
    cast(cast(c.cost as decimal(38,4)) * 10000 as bigint) as cost_units,
    cast(cast(c.expected_net_sales as decimal(38,4)) * 10000 as bigint) as expected_units
  from members m
  join campaign_days d on d.campaign_id = m.campaign_id
  left join campaigns c on c.campaign_id = m.campaign_id
  left join campaign_recipients r on r.campaign_id = m.campaign_id and r.customer_id = m.customer_id
),

numbered as (
  select
    g.*,
    row_number() over (partition by campaign_id, is_bearer order by customer_id) as bearer_number,
    count(*) over (partition by campaign_id, is_bearer) as bearers
  from grouped g
),

-- Equal parts; the units left over go to the first customers, one each.
shared as (
  select
    n.*,
    case
      when not is_bearer then budget_units * 0
      else cast(budget_units as bigint) / cast(bearers as bigint)
        + case when bearer_number <= abs(mod(budget_units, bearers)) then sign(budget_units) else 0 end
    end as budget_part,
    case
      when not is_bearer then cost_units * 0
      else cast(cost_units as bigint) / cast(bearers as bigint)
        + case when bearer_number <= abs(mod(cost_units, bearers)) then sign(cost_units) else 0 end
    end as cost_part,
    case
      when not is_bearer then expected_units * 0
      else cast(expected_units as bigint) / cast(bearers as bigint)
        + case when bearer_number <= abs(mod(expected_units, bearers)) then sign(expected_units) else 0 end
    end as expected_part
  from numbered n
),

figures as (
  select
    h.campaign_id,
    h.customer_id,
    h.customer_group,
    a.customer_id is not null as is_known,
    cast(h.budget_part * 0.0001 as decimal(18,4)) as budget_share,
    cast(h.cost_part * 0.0001 as decimal(18,4)) as cost_share,
    cast(h.expected_part * 0.0001 as decimal(18,4)) as expected_net_sales_share,
    case when m.has_bookings then coalesce(b.lines, 0) end as lines,
    case when m.has_bookings then coalesce(b.net_sales, 0) end as net_sales,
    case when m.has_bookings and g.has_margin then coalesce(b.gross_margin, 0) end as gross_margin,
    case when g.has_margin then b.costed_net_sales end as costed_net_sales,
    case when m.has_discount then coalesce(b.discount, 0) end as discount_given,
    case when d.seen_until is not null then coalesce(v.net_sales_in_window, 0) end as net_sales_in_window,
    case
      when d.seen_until is not null and d.window_before_starts_on is not null then coalesce(v.net_sales_before, 0)
    end as net_sales_before,
    case
      when d.seen_until is not null and g.has_margin then coalesce(v.gross_margin_in_window, 0)
    end as gross_margin_in_window,
    case
      when d.seen_until is not null and d.window_before_starts_on is not null and g.has_margin
        then coalesce(v.gross_margin_before, 0)
    end as gross_margin_before,
    d.is_comparable,
    coalesce(
      case
        when not d.is_listed then c.first_purchased_on = b.first_bought_on
        when c.first_purchased_on between d.starts_on and d.seen_until
          then h.customer_group = 'recipient' or coalesce(c.first_purchased_on = b.first_bought_on, false)
      end,
      false
    ) as is_new
  from shared h
  join campaign_days d on d.campaign_id = h.campaign_id
  left join campaign_bookings b on b.campaign_id = h.campaign_id and b.customer_id = h.customer_id
  left join campaign_movements v on v.campaign_id = h.campaign_id and v.customer_id = h.customer_id
  left join all_customers a on a.customer_id = h.customer_id
  left join customers c on c.customer_id = h.customer_id
  cross join measured m
  cross join margin_base g
)

select
  campaign_id,
  customer_id,
  customer_group,
  is_known,
  budget_share,
  cost_share,
  expected_net_sales_share,
  lines,
  net_sales,
  gross_margin,
  cast(costed_net_sales as double) / nullif(cast(net_sales as double), 0) as cost_coverage,
  discount_given,
  case
    when cost_share > 0 then cast(gross_margin - cost_share as double) / cast(cost_share as double)
  end as return_on_cost,
  net_sales_in_window,
  net_sales_before,
  case when is_comparable then net_sales_in_window - net_sales_before end as net_sales_change,
  gross_margin_in_window,
  gross_margin_before,
  case when is_comparable then gross_margin_in_window - gross_margin_before end as gross_margin_change,
  is_new
from figures
