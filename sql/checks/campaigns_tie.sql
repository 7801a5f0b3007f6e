-- check: net sales, margin and discounts of every campaign are those of its lines, and its customers add up to it, in sales, costs and heads
with booked as (
  select
    campaign as campaign_id,
    sum(net_sales) as net_sales,
    sum(gross_margin) as gross_margin,
    sum(discount) as discount
  from sales
  where not is_excluded
    and campaign is not null
  group by campaign
),

by_customer as (
  select
    campaign_id,
    sum(net_sales) as net_sales,
    sum(budget_share) as budget_share,
    sum(cost_share) as cost_share,
    sum(expected_net_sales_share) as expected_net_sales_share,
    count(case when is_new then 1 end) as new_customers,
    -- A campaign with nobody but a control group was spent on nobody.
    count(case when customer_group <> 'control' then 1 end) > 0 as is_borne
  from campaign_customers
  group by campaign_id
),

compared as (
  select
    coalesce(r.campaign_id, b.campaign_id) as campaign_id,
    coalesce(b.net_sales, 0) as net_sales_of_lines,
    coalesce(r.actual_net_sales, 0) as actual_net_sales,
    coalesce(c.net_sales, 0) + coalesce(r.unidentified_net_sales, 0) as net_sales_of_customers,
    coalesce(b.gross_margin, 0) as gross_margin_of_lines,
    coalesce(r.gross_margin, 0) as gross_margin,
    coalesce(b.discount, 0) as discount_of_lines,
    coalesce(r.discount_given, 0) as discount_given,
    coalesce(c.new_customers, 0) as new_customers_by_customer,
    coalesce(r.new_customers, 0) as new_customers,
    r.budget,
    r.cost,
    r.expected_net_sales,
    case when c.is_borne then c.budget_share else r.budget end as budget_by_customer,
    case when c.is_borne then c.cost_share else r.cost end as cost_by_customer,
    case when c.is_borne then c.expected_net_sales_share else r.expected_net_sales end as expected_by_customer
  from booked b
  full join campaign_results r on r.campaign_id = b.campaign_id
  left join by_customer c on c.campaign_id = r.campaign_id
)

select *
from compared
where net_sales_of_lines <> actual_net_sales
  or net_sales_of_customers <> actual_net_sales
  or gross_margin_of_lines <> gross_margin
  or discount_of_lines <> discount_given
  or new_customers_by_customer <> new_customers
  or budget_by_customer is distinct from budget
  or cost_by_customer is distinct from cost
  or expected_by_customer is distinct from expected_net_sales
order by campaign_id
