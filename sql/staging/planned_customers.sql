-- grain: one row per customer whom the customers or the sales feed names: (customer_id)
with bought as (
  select
    subject_id as customer_id,
    lines,
    net_sales,
    gross_margin,
    costed_net_sales
  from tier_amounts
  where compared_with = 'now'
    and subject = 'customer'
)

select
  a.customer_id,
  a.account_manager,
  a.first_known_on,
  coalesce(t.tier, 'none') as tier,
  coalesce(g.segment, 'never_bought') as segment,
  coalesce(b.lines, 0) as lines,
  coalesce(b.net_sales, 0) as net_sales,
  b.gross_margin,
  coalesce(b.costed_net_sales, 0) as costed_net_sales,
  case when b.net_sales > 0 then b.net_sales else 0 end as money_at_stake
from all_customers a
left join customer_tiers t on t.customer_id = a.customer_id
left join customer_segments g on g.customer_id = a.customer_id
left join bought b on b.customer_id = a.customer_id
where a.is_registered
  or a.first_line_on is not null
