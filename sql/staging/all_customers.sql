-- grain: one row per customer that any feed names: (customer_id)
with with_a_line as (
  select
    customer_id,
    min(ordered_on) as first_line_on
  from sales
  where customer_id is not null
  group by customer_id
),

contacted as (
  select
    customer_id,
    min(contacted_on) as first_contacted_on
  from contacts
  group by customer_id
),

named as (
  select customer_id from customer_records
  union
  select customer_id from with_a_line
  union
  select customer_id from contacted
),

joined as (
  select
    n.customer_id,
    r.customer_id is not null as is_registered,
    r.registered_on,
    r.customer_type,
    r.account_manager,
    l.first_line_on,
    t.first_contacted_on,
    c.first_purchased_on,
    c.second_purchased_on,
    c.last_purchased_on,
    coalesce(c.purchase_days, 0) as purchase_days
  from named n
  left join customer_records r on r.customer_id = n.customer_id
  left join with_a_line l on l.customer_id = n.customer_id
  left join contacted t on t.customer_id = n.customer_id
  left join customers c on c.customer_id = n.customer_id
),

earliest as (
  select
    j.*,
    case
      when registered_on is null then first_line_on
      when first_line_on is null or registered_on < first_line_on then registered_on
      else first_line_on
    end as registered_or_bought_on
  from joined j
)

select
  customer_id,
  is_registered,
  registered_on,
  customer_type,
  account_manager,
  first_line_on,
  first_contacted_on,
  first_purchased_on,
  second_purchased_on,
  last_purchased_on,
  purchase_days,
  case
    when registered_or_bought_on is null then first_contacted_on
    when first_contacted_on is null or registered_or_bought_on < first_contacted_on then registered_or_bought_on
    else first_contacted_on
  end as first_known_on
from earliest
