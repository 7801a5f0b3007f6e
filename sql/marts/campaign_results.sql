-- grain: one row per campaign that the campaigns feed, a line or a list of recipients names
with measured as (
  select
    count(*) > 0 as has_bookings,
    count(discount) > 0 as has_discount
  from campaign_bookings
),

booked as (
  select
    campaign_id,
    count(customer_id) as customers,
    sum(net_sales) as net_sales,
    sum(gross_margin) as gross_margin,
    sum(costed_net_sales) as costed_net_sales,
    sum(discount) as discount,
    sum(case when customer_id is null then net_sales end) as unidentified_net_sales
  from campaign_bookings
  group by campaign_id
),

members as (
  select
    campaign_id,
    count(case when is_new then 1 end) as new_customers,
    count(case when customer_group <> 'other' and not is_known then 1 end) as unknown_recipients,
    count(case when customer_group = 'recipient' and is_known then 1 end) as known_recipients,
    count(case when customer_group = 'control' and is_known then 1 end) as known_control_customers,
    sum(case when customer_group = 'recipient' then net_sales_in_window end) as recipients_net_sales
  from campaign_customers
  group by campaign_id
),

-- From here on a difference is more than chance: nine times out of ten, in groups that are large enough.
limits as (
  select
    30 as least_customers,
    cast(1.645 as double) as least_standard_errors
),

figures as (
  select
    d.*,
    c.name,
    c.budget,
    c.cost,
    c.expected_net_sales,
    case when m.has_bookings then coalesce(b.customers, 0) end as customers,
    case when m.has_bookings then coalesce(b.net_sales, 0) end as actual_net_sales,
    case when m.has_bookings then coalesce(b.unidentified_net_sales, 0) end as unidentified_net_sales,
    case when m.has_bookings and g.has_margin then coalesce(b.gross_margin, 0) end as gross_margin,
    case when g.has_margin then b.costed_net_sales end as costed_net_sales,
    case when m.has_discount then coalesce(b.discount, 0) end as discount_given,
    case when m.has_bookings or d.recipients > 0 then coalesce(e.new_customers, 0) end as new_customers,
    e.recipients_net_sales,
    coalesce(e.unknown_recipients, 0) as unknown_recipients,
    coalesce(e.known_recipients, 0) as known_recipients,
    coalesce(e.known_control_customers, 0) as known_control_customers,
    f.has_campaign_recipients,
    u.compared_with,
    u.compared_recipients,
    u.compared_customers,
    u.recipients_change,
    u.compared_change,
    u.uplift_per_recipient,
    u.standard_error,
    u.uplift_net_sales,
    case when g.has_margin then u.uplift_gross_margin end as uplift_gross_margin,
    l.least_customers,
    l.least_standard_errors
  from campaign_days d
  left join campaigns c on c.campaign_id = d.campaign_id
  left join booked b on b.campaign_id = d.campaign_id
  left join members e on e.campaign_id = d.campaign_id
  left join campaign_uplifts u on u.campaign_id = d.campaign_id
  cross join measured m
  cross join margin_base g
  cross join measured_feeds f
  cross join limits l
)

select
  campaign_id,
  name,
  is_listed,
  state,
  starts_on,
  ends_on,
  days,
  budget,
  cost,
  cost > budget as over_budget,
  discount_given,
  expected_net_sales,
  actual_net_sales,
  case
    when expected_net_sales > 0 then cast(actual_net_sales as double) / cast(expected_net_sales as double)
  end as actual_to_expected,
  unidentified_net_sales,
  gross_margin,
  cast(costed_net_sales as double) / nullif(cast(actual_net_sales as double), 0) as cost_coverage,
  case when cost > 0 then cast(gross_margin - cost as double) / cast(cost as double) end as return_on_cost,
  customers,
  new_customers,
  case when has_campaign_recipients then recipients end as recipients,
  case when has_campaign_recipients then control_customers end as control_customers,
  case when has_campaign_recipients then unknown_recipients end as unknown_recipients,
  recipients_net_sales,
  window_before_starts_on,
  is_complete,
  compared_with,
  compared_customers,
  recipients_change,
  compared_change,
  uplift_per_recipient,
  standard_error,
  uplift_net_sales,
  uplift_gross_margin,
  case
    when cost > 0 then cast(uplift_gross_margin - cost as double) / cast(cost as double)
  end as uplift_return_on_cost,
  case
    when uplift_net_sales is null then null
    else compared_recipients >= least_customers
      and compared_customers >= least_customers
      and uplift_net_sales <> 0
      and abs(uplift_per_recipient) >= least_standard_errors * standard_error
  end as is_certain,
  least_customers,
  least_standard_errors,
  case
    when uplift_net_sales is not null then null
    when not is_listed then 'campaign_not_listed'
    when recipients = 0 then 'no_recipients_listed'
    when state <> 'over' then 'campaign_not_over'
    when window_before_starts_on is null then 'window_before_the_data'
    when recipients >= 2 and known_recipients < 2 then 'recipients_unknown'
    when control_customers >= 2 and known_control_customers < 2 then 'recipients_unknown'
    else 'too_few'
  end as uplift_reason
from figures
