-- check: whom each referrer has sent, and what they bought, is the same at all stores and months together as in referrals, and as in sales
with sold as (
  select
    r.referred_by,
    sum(l.net_sales) as net_sales,
    sum(l.gross_margin) as gross_margin
  from sales l
  join referred_customers r on r.customer_id = l.customer_id
  where not l.is_excluded
  group by r.referred_by
),

sent as (
  select
    referred_by,
    count(*) as referred
  from customer_records
  where referred_by <> customer_id
  group by referred_by
),

by_store as (
  select
    referred_by,
    sum(referred) as referred,
    sum(net_sales) as net_sales,
    sum(gross_margin) as gross_margin
  from partner_referrals
  group by referred_by
),

compared as (
  select
    coalesce(n.referred_by, r.referred_by, p.referred_by) as referred_by,
    n.referred as referred_of_records,
    r.referred,
    p.referred as referred_by_store,
    coalesce(l.net_sales, 0) as net_sales_of_lines,
    r.net_sales,
    p.net_sales as net_sales_by_store,
    coalesce(l.gross_margin, 0) as gross_margin_of_lines,
    coalesce(r.gross_margin, 0) as gross_margin,
    coalesce(p.gross_margin, 0) as gross_margin_by_store
  from sent n
  full join referrals r on r.referred_by = n.referred_by
  full join by_store p on p.referred_by = r.referred_by
  left join sold l on l.referred_by = n.referred_by
)

select *
from compared
where referred_of_records is distinct from referred
  or referred_by_store is distinct from referred
  or net_sales_of_lines is distinct from net_sales
  or net_sales_by_store is distinct from net_sales
  or gross_margin_of_lines <> gross_margin
  or gross_margin_by_store <> gross_margin
order by referred_by
