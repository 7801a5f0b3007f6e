-- warning: every customer who was referred was referred by one whom the sales or the customers feed know
select
  r.customer_id,
  r.referred_by
from customer_records r
left join all_customers a on a.customer_id = r.referred_by
where r.referred_by is not null
  and a.first_line_on is null
  and not coalesce(a.is_registered, false)
order by r.customer_id
