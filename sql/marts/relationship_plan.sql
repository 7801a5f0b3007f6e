-- grain: one row per tier and segment that has customers: (tier, segment)
with groups as (
  select
    p.tier,
    p.segment,
    count(*) as customers,
    sum(p.net_sales) as net_sales,
    -- Without a line in the window the margin is 0 and measured; with lines it takes one that has a cost.
    case when b.has_margin and sum(p.lines) = 0 then 0 else sum(p.gross_margin) end as gross_margin,
    sum(p.costed_net_sales) as costed_net_sales
  from planned_customers p
  cross join margin_base b
  group by p.tier, p.segment, b.has_margin
),

-- The mean is that of those who bring something: the many who do not would make every margin a high one.
bringing as (
  select
    count(*) as customers_bringing,
    sum(net_sales) as net_sales_brought,
    sum(gross_margin) as gross_margin_brought
  from planned_customers
  where net_sales > 0
),

measured as (
  select
    g.*,
    b.*,
    g.gross_margin is null or b.gross_margin_brought is null as is_by_net_sales
  from groups g
  cross join bringing b
),

-- Two means are compared by multiplying each sum with the heads of the other: no quotient is rounded.
weighed as (
  select
    m.*,
    cast(case when is_by_net_sales then net_sales else gross_margin end as decimal(38,4)) * customers_bringing
      as own_amount,
    cast(case when is_by_net_sales then net_sales_brought else gross_margin_brought end as decimal(38,4)) * customers
      as mean_amount
  from measured m
),

classed as (
  select
    w.*,
    case
      when customers < s.relationship_few_below then 'few'
      when customers >= s.relationship_many_from then 'many'
      else 'some'
    end as customers_class,
    case
      when own_amount <= 0 then 'low'
      when own_amount >= mean_amount * s.relationship_high_margin then 'high'
      when own_amount < mean_amount * s.relationship_low_margin then 'low'
      else 'medium'
    end as margin_class
  from weighed w
  cross join settings s
),

touched as (
  select
    p.tier,
    p.segment,
    count(*) as contacts,
    count(case when c.is_ours then 1 end) as our_contacts,
    count(c.cost) as costed_contacts,
    sum(c.cost) as cost
  from customer_contacts c
  join tier_windows w
    on w.compared_with = 'now'
    and c.contacted_on between w.window_starts_on and w.window_ends_on
  join planned_customers p on p.customer_id = c.customer_id
  group by p.tier, p.segment
),

-- With the feed, whoever was not contacted has 0 contacts at a cost of 0; without it, nothing is known.
costed as (
  select
    c.*,
    case when f.has_contacts then coalesce(t.our_contacts, 0) end as our_contacts,
    case
      when not f.has_contacts then null
      when t.contacts is null then 0
      else t.cost
    end as contact_cost,
    cast(t.costed_contacts as double) / t.contacts as contact_cost_coverage
  from classed c
  left join touched t on t.tier = c.tier and t.segment = c.segment
  cross join measured_feeds f
),

reached as (
  select min(contacted_on) as contacts_since
  from contacts
)

select
  c.tier,
  c.segment,
  w.window_starts_on,
  w.window_ends_on,
  w.is_complete,
  c.customers,
  c.net_sales,
  c.gross_margin,
  case when c.gross_margin is not null then cast(c.costed_net_sales as double) end
    / cast(nullif(c.net_sales, 0) as double) as cost_coverage,
  cast(c.net_sales as double) / c.customers as net_sales_per_customer,
  cast(c.gross_margin as double) / c.customers as gross_margin_per_customer,
  c.is_by_net_sales,
  c.customers_class,
  c.margin_class,
  l.level,
  c.our_contacts,
  cast(c.our_contacts as double) / c.customers as contacts_per_customer,
  r.contacts_since,
  c.contact_cost,
  c.contact_cost_coverage,
  c.gross_margin - c.contact_cost as margin_after_contact_cost,
  -- Contacts with those who never bought are an investment: that they bring nothing yet says nothing.
  case
    when c.segment <> 'never_bought' then c.contact_cost > 0 and c.contact_cost > c.gross_margin
  end as costs_more_than_it_brings
from costed c
join settings_relationship_levels l
  on l.customers_class = c.customers_class
  and l.margin_class = c.margin_class
join tier_windows w on w.compared_with = 'now'
cross join reached r
