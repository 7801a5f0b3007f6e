-- grain: one row per window of loyalty: which of its ways the data can show
with categories as (
  select compared_with
  from loyalty_breadth
  where categories > 0
  group by compared_with
),

launches as (
  select y.compared_with
  from loyalty_years y
  join product_launches p
    on p.launched_on <= y.ends_on
    and p.new_until >= y.starts_on
  group by y.compared_with
),

first_contact as (
  select
    min(contacted_on) as contacted_on,
    min(case when direction = 'in' and kind = 'suggestion' then contacted_on end) as suggested_on
  from contacts
),

referrers as (
  select count(referred_by) as named
  from customer_records
)

select
  y.compared_with,
  -- A feed that came later has not measured an earlier year.
  -- Where nobody ever wrote a suggestion down, none was measured.
  f.has_contacts and coalesce(t.suggested_on <= y.ends_on, false) and (
    y.compared_with = 'now'
    or coalesce(cast(date_trunc('month', t.contacted_on) as date) <= y.starts_on, false)
  ) as has_advice,
  c.compared_with is not null as has_categories,
  l.compared_with is not null as has_new_products,
  -- Where nobody has a referrer, nobody asks for one.
  f.has_customers and r.named > 0 as has_referrals
from loyalty_years y
cross join measured_feeds f
cross join first_contact t
cross join referrers r
left join categories c on c.compared_with = y.compared_with
left join launches l on l.compared_with = y.compared_with
