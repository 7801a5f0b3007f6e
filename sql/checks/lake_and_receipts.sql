-- check: the lake holds exactly the rows and amounts that the receipts of current dumps, and of those that locked months are made of, say were accepted
with known as (
  select dump_id
  from lock_dumps
  group by dump_id
),

held as (
  select
    'sales' as feed,
    dump_id,
    count(*) as rows_held,
    sum(net_sales) as amount_held
  from lake_sales
  group by dump_id
  union all
  select
    'customers' as feed,
    dump_id,
    count(*) as rows_held,
    cast(null as decimal(38,4)) as amount_held
  from lake_customers
  group by dump_id
  union all
  select
    'contacts' as feed,
    dump_id,
    count(*) as rows_held,
    sum(cost) as amount_held
  from lake_contacts
  group by dump_id
  union all
  select
    'spend' as feed,
    dump_id,
    count(*) as rows_held,
    sum(amount) as amount_held
  from lake_spend
  group by dump_id
  union all
  select
    'campaigns' as feed,
    dump_id,
    count(*) as rows_held,
    sum(cost) as amount_held
  from lake_campaigns
  group by dump_id
  union all
  select
    'campaign_recipients' as feed,
    dump_id,
    count(*) as rows_held,
    cast(null as decimal(38,4)) as amount_held
  from lake_campaign_recipients
  group by dump_id
  union all
  select
    'rates' as feed,
    dump_id,
    count(*) as rows_held,
    cast(null as decimal(38,4)) as amount_held
  from lake_rates
  group by dump_id
  union all
  select
    'control_totals' as feed,
    dump_id,
    count(*) as rows_held,
    sum(net_sales) as amount_held
  from lake_control_totals
  group by dump_id
),

promised as (
  select
    r.feed,
    r.dump_id,
    r.rows_accepted,
    r.net_sales_accepted
  from receipts r
  left join known k on k.dump_id = r.dump_id
  where r.state = 'current'
    or k.dump_id is not null
),

compared as (
  select
    coalesce(p.feed, h.feed) as feed,
    coalesce(p.dump_id, h.dump_id) as dump_id,
    p.rows_accepted,
    coalesce(h.rows_held, 0) as rows_held,
    p.net_sales_accepted,
    -- Where every row has an amount, no row amounts to nothing; of other feeds, null says that no row has one.
    case
      when coalesce(p.feed, h.feed) in ('sales', 'spend', 'control_totals') then coalesce(h.amount_held, 0)
      else h.amount_held
    end as amount_held
  from promised p
  full join held h on h.feed = p.feed and h.dump_id = p.dump_id
)

select
  feed,
  dump_id,
  rows_accepted,
  rows_held,
  net_sales_accepted,
  amount_held
from compared
where rows_accepted is distinct from rows_held
  or net_sales_accepted is distinct from amount_held
order by feed, dump_id
