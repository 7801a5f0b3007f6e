-- grain: one row per contact of a planned customer: (source, contact_id)
-- What goes out on a complaint or a suggestion is no contact of ours: the customer asked for it.
with told as (
  select
    c.*,
    c.direction = 'out' and c.kind in ('visit', 'call', 'message', 'meeting') as is_ours
  from contacts c
)

select
  t.source,
  t.contact_id,
  t.customer_id,
  t.contacted_on,
  t.is_ours,
  case
    when t.is_ours then row_number() over (
      partition by t.customer_id, t.is_ours
      order by t.contacted_at desc, t.source, t.contact_id
    )
  end as number_from_latest,
  t.cost
from told t
join planned_customers p on p.customer_id = t.customer_id
