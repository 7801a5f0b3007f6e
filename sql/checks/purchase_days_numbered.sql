-- check: a customer's purchase days are numbered 1, 2, 3 … and each names the first and the one before it
select
  p.customer_id,
  p.purchased_on,
  p.purchase_number,
  p.first_purchased_on,
  p.previous_purchased_on,
  p.days_since_previous
from purchase_days p
where (p.purchase_number = 1) <> (p.purchased_on = p.first_purchased_on)
  or (p.purchase_number = 1) <> (p.previous_purchased_on is null)
  or p.purchased_on < p.first_purchased_on
  or p.purchased_on <= p.previous_purchased_on
  or p.days_since_previous is distinct from date_diff('day', p.previous_purchased_on, p.purchased_on)
order by p.purchased_on, p.customer_id
