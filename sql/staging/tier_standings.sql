-- grain: one row per window and customer known by then, and per product today: (compared_with, subject, subject_id)
with measures as (
  select
    compared_with,
    subject,
    subject_id,
    'net_sales' as measure,
    net_sales as amount
  from tier_amounts
  where net_sales > 0
  union all
  select
    compared_with,
    subject,
    subject_id,
    'gross_margin' as measure,
    gross_margin as amount
  from tier_amounts
  where gross_margin > 0
    and compared_with = 'now'
),

totals as (
  select
    compared_with,
    subject,
    measure,
    sum(amount) as amount_total,
    count(*) as ranked_total
  from measures
  group by compared_with, subject, measure
),

-- Equal amounts share the place of the first of them.
placed as (
  select
    m.*,
    rank() over (partition by compared_with, subject, measure order by amount desc) as place,
    count(*) over (
      partition by compared_with, subject, measure
      order by amount desc
      range between unbounded preceding and current row
    ) as heads_to_here,
    sum(amount) over (
      partition by compared_with, subject, measure
      order by amount desc
      range between unbounded preceding and current row
    ) as amount_to_here
  from measures m
),

-- What is up to here counts all equals: they are heads_to_here less those who stand before.
ranked as (
  select
    p.*,
    amount_to_here - cast(amount as decimal(38, 4)) * (heads_to_here - place + 1) as amount_before
  from placed p
),

-- Both rules ask how much of the whole stands before a place: of the money, or of the heads. A place is within the
-- first ceil(cut × heads) exactly if fewer than cut × heads stand before it. The rule partner knows customers only:
-- products are cut by their share of net sales.
cuts as (
  select
    r.*,
    t.amount_total,
    case when s.tier_rule = 'top_percent' then cast(r.place - 1 as decimal(38, 4)) else r.amount_before end
      as before,
    case
      when s.tier_rule = 'top_percent' then cast(t.ranked_total as decimal(38, 4))
      else cast(t.amount_total as decimal(38, 4))
    end as whole,
    case when s.tier_rule = 'partner' then s.partner_product_a else s.tier_a end as cut_a,
    case
      when s.tier_rule = 'partner' then s.partner_product_b
      when s.tier_rule = 'top_percent' then s.tier_a + s.tier_b
      else s.tier_b
    end as cut_b
  from ranked r
  join totals t on t.compared_with = r.compared_with and t.subject = r.subject and t.measure = r.measure
  cross join settings s
),

classed as (
  select
    c.*,
    case
      when before < whole * cut_a then 'A'
      when before < whole * cut_b then 'B'
      else 'C'
    end as tier
  from cuts c
)

select
  a.compared_with,
  a.subject,
  a.subject_id,
  a.lines,
  a.quantity,
  a.net_sales,
  a.gross_margin,
  a.costed_net_sales,
  n.place as net_sales_rank,
  n.amount_before as net_sales_before,
  n.amount_total as net_sales_total,
  coalesce(q.tier, n.tier, 'inactive') as tier,
  case
    when s.tier_rule = 'partner' and a.subject = 'customer' then coalesce(q.tier_reason, 'no net sales above 0')
  end as tier_reason,
  case
    when g.tier is not null then coalesce(h.tier, g.tier)
    when b.has_margin and (a.lines = 0 or a.gross_margin is not null) then 'inactive'
  end as gross_margin_tier
from tier_amounts a
left join classed n
  on n.measure = 'net_sales'
  and n.compared_with = a.compared_with
  and n.subject = a.subject
  and n.subject_id = a.subject_id
left join classed g
  on g.measure = 'gross_margin'
  and g.compared_with = a.compared_with
  and g.subject = a.subject
  and g.subject_id = a.subject_id
left join partner_tiers q
  on q.measure = 'net_sales'
  and q.compared_with = a.compared_with
  and a.subject = 'customer'
  and q.customer_id = a.subject_id
left join partner_tiers h
  on h.measure = 'gross_margin'
  and h.compared_with = a.compared_with
  and a.subject = 'customer'
  and h.customer_id = a.subject_id
cross join margin_base b
cross join settings s
