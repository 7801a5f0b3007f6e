-- grain: one row per window, measure and customer with an amount above zero, under the rule partner: (compared_with, measure, customer_id)
with amounts as (
  select
    a.*
  from tier_amounts a
  cross join settings s
  where a.subject = 'customer'
    and s.tier_rule = 'partner'
),

measures as (
  select
    compared_with,
    'net_sales' as measure,
    subject_id as customer_id,
    net_sales as amount
  from amounts
  where net_sales > 0
  union all
  select
    compared_with,
    'gross_margin' as measure,
    subject_id as customer_id,
    gross_margin as amount
  from amounts
  where gross_margin > 0
    and compared_with = 'now'
),

-- Equal amounts share the place of the first of them.
placed as (
  select
    m.*,
    r.customer_type,
    t.role,
    r.cooperation,
    rank() over (partition by m.compared_with, m.measure, t.role order by m.amount desc) - 1 as heads_before,
    count(*) over (partition by m.compared_with, m.measure, t.role) as heads
  from measures m
  left join customer_records r on r.customer_id = m.customer_id
  left join settings_customer_types t on t.customer_type = r.customer_type
),

-- Three years that end with the window.
years as (
  select
    y.compared_with,
    m.customer_id,
    sum(case when m.month >= y.starts_on then m.net_sales else 0 end) as third_year,
    sum(
      case
        when m.month >= date_add('month', -12, y.starts_on) and m.month < y.starts_on then m.net_sales
        else 0
      end
    ) as second_year,
    sum(case when m.month < date_add('month', -12, y.starts_on) then m.net_sales else 0 end) as first_year
  from customer_months m
  join loyalty_years y on m.month between date_add('month', -24, y.starts_on) and y.ends_on
  cross join settings s
  where s.tier_rule = 'partner'
  group by y.compared_with, m.customer_id
),

reached as (
  select
    y.compared_with,
    min(m.month) <= date_add('month', -24, y.starts_on) as has_three_years
  from loyalty_years y
  cross join months m
  group by y.compared_with, y.starts_on
),

judged as (
  select
    p.*,
    -- A place is within the first ceil(share × heads) exactly if fewer than share × heads stand before it.
    coalesce(p.role = 'agent', false) as is_agent,
    coalesce(p.role = 'franchisee' and p.heads_before < p.heads * s.tier_a, false) as is_first_franchisee,
    case
      when y.second_year > 0 and y.first_year > 0
        then y.third_year >= cast(y.second_year as decimal(38, 4)) * (1 + s.partner_growth)
          and y.second_year >= cast(y.first_year as decimal(38, 4)) * (1 + s.partner_growth)
    end as has_grown,
    p.cooperation >= s.partner_cooperation as cooperates,
    -- A mean of thirds may miss the limit by its last bit.
    l.loyalty_score >= cast(s.partner_loyalty as double) - 1e-9 as is_loyal,
    t.has_three_years
  from placed p
  join reached t on t.compared_with = p.compared_with
  left join years y on y.compared_with = p.compared_with and y.customer_id = p.customer_id
  left join loyalty_scores l on l.compared_with = p.compared_with and l.customer_id = p.customer_id
  cross join settings s
),

missed as (
  select
    j.*,
    case
      when has_grown is null then '; growth is not measured, for a year before had no net sales'
      when not has_grown then '; net sales have not grown enough in both years'
      else ''
    end
    || case
      when cooperates is null then '; cooperation is not measured'
      when not cooperates then '; cooperation is too low'
      else ''
    end
    || case
      when is_loyal is null then '; loyalty is not measured'
      when not is_loyal then '; loyalty is too low'
      else ''
    end as what_b_misses
  from judged j
)

select
  compared_with,
  measure,
  customer_id,
  case
    when is_agent or is_first_franchisee then 'A'
    when what_b_misses = '' then 'B'
    else 'C'
  end as tier,
  case
    when is_agent then 'an agent'
    when is_first_franchisee then 'among the first of the franchisees'
    when what_b_misses = '' and has_three_years then 'grows, cooperates and is loyal'
    when what_b_misses = '' then 'grows, cooperates and is loyal; of the first of three years the data has a part only'
    when customer_type is null then 'the customer type is not known' || what_b_misses
    when role is null then 'neither agent nor franchisee' || what_b_misses
    else substr(what_b_misses, 3)
  end as tier_reason
from missed
