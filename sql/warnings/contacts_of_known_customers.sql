-- warning: every contact is with a customer whom the sales or the customers feed know
select
  c.source,
  c.contact_id,
  c.customer_id
from contacts c
left join all_customers a on a.customer_id = c.customer_id
where a.first_line_on is null
  and not coalesce(a.is_registered, false)
order by c.source, c.contact_id
