-- grain: one row per campaign whose effect can be told and group of customers: (campaign_id, compared_group)
with comparable as (
  select
    campaign_id,
    starts_on,
    control_customers
  from campaign_days
  where is_comparable
    and recipients > 0
),

changes as (
  select
    m.campaign_id,
    m.customer_group as compared_group,
    -- A number that nobody else knows may be a wrong one: its zeros are no measurement.
    m.is_known as is_counted,
    m.net_sales_change,
    coalesce(m.gross_margin_change, 0) as gross_margin_change
  from campaign_customers m
  join comparable c on c.campaign_id = m.campaign_id
  where m.customer_group <> 'other'
  union all
  -- Without a control group, everybody else who was known before the campaign.
  select
    v.campaign_id,
    'others' as compared_group,
    -- Not a condition of the join: every campaign would be held against every customer.
    coalesce(a.first_known_on < c.starts_on, false) as is_counted,
    v.net_sales_in_window - v.net_sales_before as net_sales_change,
    v.gross_margin_in_window - v.gross_margin_before as gross_margin_change
  from campaign_movements v
  join comparable c on c.campaign_id = v.campaign_id and c.control_customers = 0
  join all_customers a on a.customer_id = v.customer_id
  left join campaign_recipients r on r.campaign_id = v.campaign_id and r.customer_id = v.customer_id
  where r.customer_id is null
),

moved as (
  select
    campaign_id,
    compared_group,
    count(case when is_counted then 1 end) as customers,
    sum(case when is_counted then net_sales_change else 0 end) as net_sales_change,
    sum(
      case when is_counted then cast(net_sales_change as decimal(38,4)) * net_sales_change else 0 end
    ) as net_sales_change_squared,
    sum(case when is_counted then gross_margin_change else 0 end) as gross_margin_change
  from changes
  group by campaign_id, compared_group
),

known_by_day as (
  select
    first_known_on,
    count(*) as customers
  from all_customers
  where first_known_on is not null
  group by first_known_on
),

known as (
  select
    c.campaign_id,
    sum(k.customers) as customers
  from comparable c
  join known_by_day k on k.first_known_on < c.starts_on
  where c.control_customers = 0
  group by c.campaign_id
),

known_recipients as (
  select
    c.campaign_id,
    count(case when a.first_known_on < c.starts_on then 1 end) as customers
  from comparable c
  join campaign_recipients r on r.campaign_id = c.campaign_id
  join all_customers a on a.customer_id = r.customer_id
  group by c.campaign_id
),

-- Most of the others have no line in either window: they have not changed, and count.
others as (
  select
    k.campaign_id,
    k.customers - coalesce(r.customers, 0) as customers
  from known k
  left join known_recipients r on r.campaign_id = k.campaign_id
)

select
  campaign_id,
  compared_group,
  customers,
  net_sales_change,
  net_sales_change_squared,
  gross_margin_change
from moved
where compared_group <> 'others'
  and customers > 0
union all
select
  o.campaign_id,
  'others' as compared_group,
  o.customers,
  coalesce(m.net_sales_change, 0) as net_sales_change,
  coalesce(m.net_sales_change_squared, 0) as net_sales_change_squared,
  coalesce(m.gross_margin_change, 0) as gross_margin_change
from others o
left join moved m on m.campaign_id = o.campaign_id and m.compared_group = 'others'
where o.customers > 0
