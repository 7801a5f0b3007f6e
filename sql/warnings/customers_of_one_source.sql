-- warning: sources that name the same customer say the same customer type and account manager
with ranked as (
  select
    l.customer_id,
    l.source,
    l.customer_type,
    l.account_manager,
    row_number() over (
      partition by l.customer_id, l.source
      order by r.arrival desc, l.dump_row desc
    ) as rank_from_latest
  from lake_customers l
  join receipts r on r.dump_id = l.dump_id and r.feed = 'customers' and r.state = 'current'
)

select customer_id
from ranked
where rank_from_latest = 1
group by customer_id
having min(coalesce(customer_type, '')) < max(coalesce(customer_type, ''))
  or min(coalesce(account_manager, '')) < max(coalesce(account_manager, ''))
order by customer_id
