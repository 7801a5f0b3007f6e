-- warning: every number of a contact is of one customer only in its source
select
  l.source,
  l.contact_id
from lake_contacts l
join receipts r on r.dump_id = l.dump_id and r.feed = 'contacts' and r.state = 'current'
group by l.source, l.contact_id
having min(l.customer_id) < max(l.customer_id)
order by l.source, l.contact_id
