-- grain: one row per customer of the customers feed
with ranked as (
  select
    l.*,
    row_number() over (partition by l.customer_id order by r.arrival desc, l.dump_row desc) as rank_from_latest
  from lake_customers l
  join receipts r on r.dump_id = l.dump_id and r.feed = 'customers' and r.state = 'current'
)

select
  customer_id,
  name,
  customer_type,
  segment,
  region,
  registered_on,
  referred_by,
  acquired_by,
  cooperation,
  wallet,
  birth_year,
  gender,
  education,
  occupation,
  income_band,
  household,
  preferred_contact,
  account_manager,
  attributes,
  source,
  dump_id
from ranked
cross join settings s
where rank_from_latest = 1
  and (registered_on is null or registered_on <= s.as_of_date)
